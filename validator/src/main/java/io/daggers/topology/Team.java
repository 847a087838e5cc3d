package io.daggers.topology;

import io.daggers.diagnostic.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The owner of daggers, and what it may do.
 *
 * @param contacts who is asked about its daggers, as people write it
 * @param databases InfluxDB databases its daggers may write
 * @param dagger the most that one of its daggers may ask for
 * @param all the most that all of its daggers may ask for together
 * @param alertRoute where alerts about its daggers go; null means the default route
 * @param location where teams.yaml names it
 */
public record Team(
    String name,
    List<String> contacts,
    List<String> databases,
    Quota dagger,
    Quota all,
    @Nullable String alertRoute,
    Location location) {

  public Team {
    contacts = List.copyOf(contacts);
    databases = List.copyOf(databases);
  }
}

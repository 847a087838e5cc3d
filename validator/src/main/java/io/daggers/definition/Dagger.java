package io.daggers.definition;

import io.daggers.diagnostic.Location;
import java.util.List;

/**
 * One analyst's query with its sources and its sink, as written.
 *
 * @param query the text of query.sql
 * @param places where the settings are written
 * @param allowances rules that it may break for a while
 */
public record Dagger(
    DaggerName name,
    String description,
    List<Source> sources,
    String query,
    Sink sink,
    Settings settings,
    SettingPlaces places,
    List<Allowance> allowances) {

  public Dagger {
    sources = List.copyOf(sources);
    allowances = List.copyOf(allowances);
  }

  public String yamlFile() {
    return name.folder() + "/dagger.yaml";
  }

  public String queryFile() {
    return name.folder() + "/query.sql";
  }

  public Location yamlStart() {
    return Location.startOf(yamlFile());
  }
}

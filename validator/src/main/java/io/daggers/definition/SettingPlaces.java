package io.daggers.definition;

import io.daggers.diagnostic.Location;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a dagger's settings are written.
 *
 * @param byPath the place of each value, by {@code key} or {@code in.environment.key}
 * @param start where to point at for what is not written
 */
public record SettingPlaces(Map<String, Location> byPath, Location start) {

  public SettingPlaces {
    byPath = Map.copyOf(byPath);
  }

  static SettingPlaces read(YamlObject dagger) {
    Map<String, Location> places = new HashMap<>();
    for (YamlNode.Entry entry : dagger.written()) {
      places.put(entry.key().value(), entry.value().location());
    }
    for (YamlNode.Entry environment : dagger.entries("in")) {
      if (environment.value() instanceof YamlNode.Mapping overrides) {
        for (YamlNode.Entry override : overrides.entries()) {
          places.put(
              "in." + environment.key().value() + "." + override.key().value(),
              override.value().location());
        }
      }
    }
    return new SettingPlaces(places, dagger.location());
  }

  /**
   * The place that decides about a setting.
   *
   * @param environment null where the dagger's own settings are meant
   */
  public Location of(String key, @Nullable String environment) {
    Location own = byPath.getOrDefault(key, start);
    return environment == null ? own : byPath.getOrDefault("in." + environment + "." + key, own);
  }
}

package io.daggers.definition;

import java.util.List;
import java.util.stream.Stream;

/**
 * The keys of a mapping, declared once: {@link YamlObject} reads by it, and {@link YamlSchema}
 * makes of it what editors complete and check by.
 *
 * @param what the name of the mapping in messages, such as "a source"
 * @param keys in the order in which they are shown
 * @param oneOnly whether exactly one of the keys is written
 */
public record YamlShape(String what, List<Key> keys, boolean oneOnly) {

  public YamlShape {
    keys = List.copyOf(keys);
  }

  /**
   * @param description for whoever writes the key, in an editor
   */
  public record Key(String name, YamlType type, boolean isRequired, String description) {}

  public static YamlShape of(String what) {
    return new YamlShape(what, List.of(), false);
  }

  public YamlShape required(String name, YamlType type, String description) {
    return with(new Key(name, type, true, description));
  }

  public YamlShape optional(String name, YamlType type, String description) {
    return with(new Key(name, type, false, description));
  }

  /** The same keys, of which exactly one is written. */
  public YamlShape oneOnlyOfThese() {
    return new YamlShape(what, keys, true);
  }

  public YamlType type() {
    return new YamlType.ObjectOf(this);
  }

  /** The shape of a key's own mapping. */
  YamlShape inner(String key) {
    return keys.stream()
        .filter(candidate -> candidate.name().equals(key))
        .map(Key::type)
        .filter(YamlType.ObjectOf.class::isInstance)
        .map(type -> ((YamlType.ObjectOf) type).shape())
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("'" + key + "' is no declared mapping of " + what));
  }

  /** The same keys under another name. */
  YamlShape named(String name) {
    return new YamlShape(name, keys, oneOnly);
  }

  private YamlShape with(Key key) {
    return new YamlShape(what, Stream.concat(keys.stream(), Stream.of(key)).toList(), oneOnly);
  }
}

package io.daggers.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value in a YAML file may be: what editors check while a person writes. */
public sealed interface YamlType {

  /** A text that is not blank; numbers and booleans are taken as written. */
  YamlType TEXT = new Scalar(List.of("string", "number", "boolean"), "\\S", List.of());

  /** A name: a text that is not a number. */
  YamlType NAME = new Scalar(List.of("string"), "\\S", List.of());

  /** A whole number of at least 1. */
  YamlType COUNT = new Whole(1);

  YamlType BOOLEAN = new Scalar(List.of("boolean"), null, List.of());

  /** What {@link Durations} reads. */
  YamlType DURATION = new Scalar(List.of("string"), "^\\d{1,9}(ms|s|m|h|d)$", List.of());

  /** What {@link Memory} reads. */
  YamlType MEMORY = new Scalar(List.of("string"), "^[1-9]\\d{0,5}[mg]$", List.of());

  /** A day such as 2027-01-31. */
  YamlType DAY = new Scalar(List.of("string"), "^\\d{4}-\\d{2}-\\d{2}$", List.of());

  YamlType ANYTHING = new AnyOf(List.of());

  static YamlType choice(String... values) {
    return new Scalar(List.of("string"), null, List.of(values));
  }

  /**
   * A text of a form.
   *
   * @param pattern a regular expression that is found in the text
   */
  static YamlType form(String pattern) {
    return new Scalar(List.of("string"), pattern, List.of());
  }

  static YamlType listOf(YamlType item) {
    return new ListOf(item, 0);
  }

  /** A list of at least one item. */
  static YamlType someOf(YamlType item) {
    return new ListOf(item, 1);
  }

  static YamlType mapOf(YamlType value) {
    return new MapOf(null, value, 0, Integer.MAX_VALUE);
  }

  static YamlType anyOf(YamlType... types) {
    return new AnyOf(List.of(types));
  }

  /**
   * @param jsonTypes in the words of JSON Schema
   * @param pattern a regular expression that is found in texts; null where any will do
   * @param values the only ones allowed; empty where any is
   */
  record Scalar(List<String> jsonTypes, @Nullable String pattern, List<String> values)
      implements YamlType {}

  /**
   * @param least the smallest number
   */
  record Whole(int least) implements YamlType {}

  record ListOf(YamlType item, int least) implements YamlType {}

  /**
   * A mapping with free keys.
   *
   * @param keyPattern what keys look like; null where they may be anything
   */
  record MapOf(@Nullable String keyPattern, YamlType value, int least, int most)
      implements YamlType {}

  /** One of several; of none means anything. */
  record AnyOf(List<YamlType> types) implements YamlType {}

  record ObjectOf(YamlShape shape) implements YamlType {}
}

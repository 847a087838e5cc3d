package io.daggers.definition;

import io.daggers.diagnostic.Location;
import java.util.List;

/** A YAML value and where it stands. */
public sealed interface YamlNode {

  Location location();

  /** What a person would call it. */
  String kind();

  /** Keys in order of writing; duplicates are already reported and left out. */
  record Mapping(List<Entry> entries, Location location) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  record Entry(Located<String> key, YamlNode value) {}

  record Sequence(List<YamlNode> items, Location location) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** The text as written, without quotes. */
  record Scalar(String text, Type type, Location location) implements YamlNode {

    public enum Type {
      TEXT,
      NUMBER,
      BOOLEAN,
      NULL
    }

    @Override
    public String kind() {
      return switch (type) {
        case TEXT -> "the text \"" + text + "\"";
        case NUMBER -> "the number " + text;
        case BOOLEAN -> text;
        case NULL -> "nothing";
      };
    }
  }
}

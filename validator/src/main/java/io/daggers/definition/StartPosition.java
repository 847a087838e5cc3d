package io.daggers.definition;

import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;

/** Where reading begins when there is no state to resume from. */
public sealed interface StartPosition extends Serializable {

  record Earliest() implements StartPosition {
    @Override
    public String toString() {
      return "earliest";
    }
  }

  record Latest() implements StartPosition {
    @Override
    public String toString() {
      return "latest";
    }
  }

  /** The first record whose Kafka timestamp is not before an instant. */
  record At(Instant instant) implements StartPosition {
    @Override
    public String toString() {
      return instant.toString();
    }
  }

  /** Reads {@code earliest}, {@code latest} or an ISO-8601 instant. */
  static StartPosition parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "earliest" -> new Earliest();
      case "latest" -> new Latest();
      default -> new At(Instant.parse(text));
    };
  }
}

package io.daggers.topology;

/**
 * The field of a stream's schema that says when a record happened.
 *
 * @param field name of a top-level field of the schema, as written in the proto file
 * @param unit how the field tells the time
 */
public record EventTime(String field, Unit unit) {

  public EventTime {
    if (field.isBlank()) {
      throw new IllegalArgumentException("the event time needs the name of a field");
    }
  }

  /** A {@code google.protobuf.Timestamp}, or an integer counted from 1970-01-01T00:00:00Z. */
  public enum Unit {
    TIMESTAMP,
    SECONDS,
    MILLISECONDS,
    MICROSECONDS,
    NANOSECONDS
  }

  /** Reads {@code field} (a Timestamp) or {@code field(ms)} (an integer; s, ms, us or ns). */
  public static EventTime parse(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return new EventTime(text.strip(), Unit.TIMESTAMP);
    }
    Unit unit =
        switch (text.substring(open)) {
          case "(s)" -> Unit.SECONDS;
          case "(ms)" -> Unit.MILLISECONDS;
          case "(us)" -> Unit.MICROSECONDS;
          case "(ns)" -> Unit.NANOSECONDS;
          default -> throw new IllegalArgumentException("no such unit: " + text);
        };
    return new EventTime(text.substring(0, open).strip(), unit);
  }

  /** As streams.yaml writes it. */
  @Override
  public String toString() {
    return switch (unit) {
      case TIMESTAMP -> field;
      case SECONDS -> field + "(s)";
      case MILLISECONDS -> field + "(ms)";
      case MICROSECONDS -> field + "(us)";
      case NANOSECONDS -> field + "(ns)";
    };
  }
}

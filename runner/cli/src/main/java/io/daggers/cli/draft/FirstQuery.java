package io.daggers.cli.draft;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.daggers.sql.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query that counts or adds up the events of every minute, and what it gives for two of them. */
final class FirstQuery {

  private static final String WINDOW_START = "\"2026-01-01T00:00:00Z\"";
  private static final String WINDOW_END = "\"2026-01-01T00:01:00Z\"";

  private final StreamFields fields;
  private final Measure measure;

  FirstQuery(StreamFields fields, Measure measure) {
    this.fields = fields;
    this.measure = measure;
  }

  /** Whether the stream has what the measure needs. */
  boolean isPossible() {
    return switch (measure) {
      case COUNT -> true;
      case SUM -> fields.number().isPresent();
      case DISTINCT -> fields.key().isPresent();
    };
  }

  /** The columns of a point: a time, at most one group, and the measures. */
  List<Output> forInflux() {
    List<Output> outputs = new ArrayList<>();
    outputs.add(new Output("window_start", "window_start", WINDOW_START, Output.Kind.TIME));
    fields.group().map(FirstQuery::group).ifPresent(outputs::add);
    outputs.add(count(measure == Measure.DISTINCT ? "different" : "events"));
    if (measure == Measure.SUM) {
      outputs.add(sum("total"));
    }
    return outputs;
  }

  /**
   * The columns that a message's fields can be filled with; none where the measure has no place.
   *
   * @param key the field that the message's records are told apart by, which is no measure
   */
  List<Output> forMessage(Descriptor message, @Nullable String key) {
    List<Output> outputs = new ArrayList<>();
    boolean counted = false;
    boolean summed = measure != Measure.SUM;
    for (FieldDescriptor field : message.getFields()) {
      Optional<FieldDescriptor> same = sameInput(field);
      boolean measurable = !field.getName().equals(key);
      if (field.isRepeated()) {
        continue;
      }
      if (isTimestamp(field)) {
        boolean end = field.getName().equals("window_end");
        outputs.add(
            new Output(
                field.getName(),
                end ? "window_end" : "window_start",
                end ? WINDOW_END : WINDOW_START,
                Output.Kind.TIME));
      } else if (same.isPresent()) {
        outputs.add(group(same.get()));
      } else if (measurable && !counted && field.getType() == FieldDescriptor.Type.INT64) {
        outputs.add(count(field.getName()));
        counted = true;
      } else if (measurable && !summed && field.getType() == FieldDescriptor.Type.DOUBLE) {
        outputs.add(sum(field.getName()));
        summed = true;
      }
    }
    return counted && summed && outputs.size() > 1 ? outputs : List.of();
  }

  /** The text of query.sql. */
  String sql(String table, List<Output> outputs) {
    String select =
        outputs.stream()
            .map(
                output ->
                    output.expression().equals(output.name())
                        ? "  " + Identifiers.quoted(output.name())
                        : "  %s AS %s"
                            .formatted(output.expression(), Identifiers.quoted(output.name())))
            .collect(Collectors.joining(",\n"));
    String groups =
        outputs.stream()
            .filter(output -> output.kind() == Output.Kind.GROUP)
            .map(output -> ", " + Identifiers.quoted(output.name()))
            .collect(Collectors.joining());
    String text =
        """
        SELECT
        %s
        FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
        GROUP BY window_start, window_end%s
        """;
    if (!fields.hidesTheWindow()) {
      return text.formatted(select, Identifiers.quoted(table), groups);
    }
    return "-- Without the stream's own columns of a window's names.\nWITH events AS (\n  SELECT %s\n  FROM %s\n)\n"
            .formatted(String.join(", ", inputs(outputs)), Identifiers.quoted(table))
        + text.formatted(select, "events", groups);
  }

  /** The columns of the stream that the query uses. */
  private Set<String> inputs(List<Output> outputs) {
    Set<String> inputs = new LinkedHashSet<>();
    for (Output output : outputs) {
      if (output.kind() == Output.Kind.GROUP) {
        inputs.add(Identifiers.quoted(output.name()));
      }
    }
    if (measure == Measure.SUM) {
      inputs.add(Identifiers.quoted(fields.number().orElseThrow().get(0).getName()));
    }
    if (measure == Measure.DISTINCT) {
      inputs.add(Identifiers.quoted(fields.key().orElseThrow().getName()));
    }
    inputs.add("rowtime");
    return inputs;
  }

  /** An event of the first test, as protobuf JSON in YAML. */
  String event(int second, List<Output> outputs) {
    List<String> parts = new ArrayList<>();
    parts.add(fields.eventTime().field() + ": " + time(second));
    for (Output output : outputs) {
      if (output.kind() == Output.Kind.GROUP) {
        parts.add(output.name() + ": " + output.expected());
      }
    }
    if (measure == Measure.SUM) {
      List<FieldDescriptor> path = fields.number().orElseThrow();
      String value = number(path, "2.5", "2");
      parts.add(
          path.size() == 1
              ? path.get(0).getName() + ": " + value
              : "%s: {%s: %s}".formatted(path.get(0).getName(), path.get(1).getName(), value));
    }
    if (measure == Measure.DISTINCT) {
      FieldDescriptor key = fields.key().orElseThrow();
      boolean text = key.getJavaType() == JavaType.STRING;
      parts.add("%s: %s".formatted(key.getName(), text ? "k-" + second : second));
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static Output group(FieldDescriptor field) {
    String value =
        field.getJavaType() == JavaType.ENUM
            ? field
                .getEnumType()
                .getValues()
                .get(field.getEnumType().getValues().size() - 1)
                .getName()
            : "example";
    return new Output(field.getName(), field.getName(), value, Output.Kind.GROUP);
  }

  private Output count(String name) {
    String expression =
        measure == Measure.DISTINCT
            ? "COUNT(DISTINCT %s)"
                .formatted(Identifiers.quoted(fields.key().orElseThrow().getName()))
            : "COUNT(*)";
    return new Output(name, expression, "2", Output.Kind.MEASURE);
  }

  private Output sum(String name) {
    List<FieldDescriptor> path = fields.number().orElseThrow();
    String column =
        path.stream()
            .map(field -> Identifiers.quoted(field.getName()))
            .collect(Collectors.joining("."));
    boolean nullable = path.stream().anyMatch(FieldDescriptor::hasPresence);
    return new Output(
        name,
        (isInt(path) ? "SUM(CAST(%s AS BIGINT))" : "SUM(%s)").formatted(column),
        number(path, "5.0", "4"),
        nullable ? Output.Kind.NULLABLE_MEASURE : Output.Kind.MEASURE);
  }

  /** Whether it is an INT, whose sum would be one too. */
  private static boolean isInt(List<FieldDescriptor> path) {
    return switch (path.get(path.size() - 1).getType()) {
      case INT32, SINT32, SFIXED32 -> true;
      default -> false;
    };
  }

  private static String number(List<FieldDescriptor> path, String fraction, String whole) {
    return switch (path.get(path.size() - 1).getJavaType()) {
      case DOUBLE, FLOAT -> fraction;
      default -> whole;
    };
  }

  private Optional<FieldDescriptor> sameInput(FieldDescriptor target) {
    FieldDescriptor field = fields.message().findFieldByName(target.getName());
    boolean text = target.getJavaType() == JavaType.STRING;
    boolean same =
        field != null
            && !field.isRepeated()
            && (text
                ? field.getJavaType() == JavaType.STRING || field.getJavaType() == JavaType.ENUM
                : field.getJavaType() == JavaType.ENUM
                    && target.getJavaType() == JavaType.ENUM
                    && field
                        .getEnumType()
                        .getFullName()
                        .equals(target.getEnumType().getFullName()));
    return same ? Optional.of(field) : Optional.empty();
  }

  private static boolean isTimestamp(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE
        && field.getMessageType().getFullName().equals("google.protobuf.Timestamp");
  }

  private String time(int second) {
    long seconds = 1_767_225_600L + second;
    return switch (fields.eventTime().unit()) {
      case TIMESTAMP -> "\"2026-01-01T00:00:%02dZ\"".formatted(second);
      case SECONDS -> Long.toString(seconds);
      case MILLISECONDS -> seconds + "000";
      case MICROSECONDS -> seconds + "000000";
      case NANOSECONDS -> seconds + "000000000";
    };
  }
}

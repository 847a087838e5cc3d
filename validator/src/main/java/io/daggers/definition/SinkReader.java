package io.daggers.definition;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the sink of a dagger: one of {@code influx} and {@code kafka}. */
final class SinkReader {

  private final Findings findings;

  private SinkReader(Findings findings) {
    this.findings = findings;
  }

  static Optional<Sink> read(YamlObject sink, Findings findings) {
    SinkReader reader = new SinkReader(findings);
    Optional<YamlObject> influx = sink.object("influx");
    Optional<YamlObject> kafka = sink.object("kafka");
    boolean written = sink.node("influx").isPresent() || sink.node("kafka").isPresent();
    if (sink.node("influx").isPresent() && sink.node("kafka").isPresent()) {
      findings.add(
          Diagnostic.error(
              Code.DG0104,
              sink.location(),
              "a dagger has one sink, but both 'influx' and 'kafka' are written",
              "keep one; make a second dagger for the other"));
      return Optional.empty();
    }
    if (!written) {
      findings.add(
          Diagnostic.error(
              Code.DG0105, sink.location(), "the sink is empty", "add 'influx:' or 'kafka:'"));
    }
    return influx.isPresent() ? influx.flatMap(reader::influx) : kafka.flatMap(reader::kafka);
  }

  private Optional<Sink> influx(YamlObject object) {
    Optional<Located<String>> server = object.text("server");
    Optional<Located<String>> database = object.text("database");
    Optional<Located<String>> measurement = object.text("measurement");
    Optional<Located<String>> time = object.text("time");
    List<InfluxSink.Tag> tags = tags(object.items("tags"));
    List<YamlNode> items = object.items("fields");
    List<InfluxSink.Field> fields = fields(items);
    object
        .node("fields")
        .filter(node -> node instanceof YamlNode.Sequence && items.isEmpty())
        .ifPresent(
            node ->
                findings.add(
                    Diagnostic.error(
                        Code.DG0105,
                        node.location(),
                        "a point needs at least one field",
                        "name an output column: [bookings]")));
    if (measurement.isEmpty() || time.isEmpty() || fields.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new InfluxSink(
            server.orElse(null),
            database.orElse(null),
            measurement.get(),
            time.get(),
            tags,
            fields,
            object.location()));
  }

  /** Each item is {@code name}, or {@code name: column}. */
  private List<InfluxSink.Tag> tags(List<YamlNode> items) {
    List<InfluxSink.Tag> tags = new ArrayList<>();
    for (YamlNode item : items) {
      YamlNode.Entry entry = single(item);
      if (item instanceof YamlNode.Scalar scalar && isName(scalar)) {
        tags.add(new InfluxSink.Tag(scalar.text(), located(scalar)));
      } else if (entry != null
          && entry.value() instanceof YamlNode.Scalar column
          && isName(column)) {
        tags.add(new InfluxSink.Tag(entry.key().value(), located(column)));
      } else {
        refuse(item, "a tag must be a column, or a name and a column: {vehicle: vehicle_type}");
      }
    }
    return tags;
  }

  /** Each item is {@code name}, {@code name: column} or {@code name: {column, default}}. */
  private List<InfluxSink.Field> fields(List<YamlNode> items) {
    List<InfluxSink.Field> fields = new ArrayList<>();
    for (YamlNode item : items) {
      YamlNode.Entry entry = single(item);
      if (item instanceof YamlNode.Scalar scalar && isName(scalar)) {
        fields.add(new InfluxSink.Field(scalar.text(), located(scalar), null));
      } else if (entry != null
          && entry.value() instanceof YamlNode.Scalar column
          && isName(column)) {
        fields.add(new InfluxSink.Field(entry.key().value(), located(column), null));
      } else if (entry != null && entry.value() instanceof YamlNode.Mapping) {
        longField(entry).ifPresent(fields::add);
      } else {
        refuse(
            item,
            "a field must be a column, a name and a column, or {name: {column: c, default: 0}}");
      }
    }
    return fields;
  }

  private Optional<InfluxSink.Field> longField(YamlNode.Entry entry) {
    return YamlObject.of(entry.value(), DaggerShape.INFLUX_FIELD, findings)
        .flatMap(
            object -> {
              Optional<Located<String>> column = object.text("column");
              Optional<Located<String>> otherwise = object.text("default");
              return column.map(
                  name -> new InfluxSink.Field(entry.key().value(), name, otherwise.orElse(null)));
            });
  }

  private Optional<Sink> kafka(YamlObject object) {
    Optional<Located<String>> schema = object.text("schema");
    Optional<Located<String>> cluster = object.text("cluster");
    Optional<Located<String>> topic = object.text("topic");
    List<Located<String>> key = object.texts("key");
    Optional<Located<KafkaSink.Delivery>> delivery =
        object.parsed("delivery", "exactly-once or at-least-once", SinkReader::delivery);
    return schema.map(
        name ->
            new KafkaSink(
                name,
                cluster.orElse(null),
                topic.orElse(null),
                key,
                delivery.map(Located::value).orElse(KafkaSink.Delivery.EXACTLY_ONCE),
                object.location()));
  }

  private static KafkaSink.Delivery delivery(String text) {
    return switch (text) {
      case "exactly-once" -> KafkaSink.Delivery.EXACTLY_ONCE;
      case "at-least-once" -> KafkaSink.Delivery.AT_LEAST_ONCE;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static YamlNode.@Nullable Entry single(YamlNode item) {
    return item instanceof YamlNode.Mapping mapping && mapping.entries().size() == 1
        ? mapping.entries().get(0)
        : null;
  }

  private static boolean isName(YamlNode.Scalar scalar) {
    return scalar.type() == YamlNode.Scalar.Type.TEXT && !scalar.text().isBlank();
  }

  private static Located<String> located(YamlNode.Scalar scalar) {
    return new Located<>(scalar.text(), scalar.location());
  }

  private void refuse(YamlNode item, String expected) {
    findings.add(
        Diagnostic.error(Code.DG0104, item.location(), expected + ", but this is " + item.kind()));
  }
}

package io.daggers.validator;

import io.daggers.check.InfluxMapping;
import io.daggers.check.KafkaMapping;
import io.daggers.check.StreamFitsSchema;
import io.daggers.definition.Dagger;
import io.daggers.definition.InfluxSink;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.Located;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.sql.table.SinkTable;
import io.daggers.topology.Stream;
import io.daggers.topology.Topic;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.RowType;

/** Decides what becomes of each output column, and where results go. */
final class SinkResolver {

  private static final String DEFAULT_SERVER = "default";

  private final Dagger dagger;
  private final World world;
  private final Findings findings;

  SinkResolver(Dagger dagger, World world, Findings findings) {
    this.dagger = dagger;
    this.world = world;
    this.findings = findings;
  }

  /**
   * @param columns the query's output
   */
  Optional<SinkTable> resolve(RowType columns) {
    if (dagger.sink() instanceof InfluxSink influx) {
      return Optional.of(influx(influx, columns));
    }
    return kafka((KafkaSink) dagger.sink(), columns);
  }

  private SinkTable influx(InfluxSink sink, RowType columns) {
    InfluxMapping.check(sink, columns, findings);
    return new SinkTable.InfluxTable(
        sink.server() == null ? DEFAULT_SERVER : sink.server().value(),
        sink.database() == null ? dagger.name().team() : sink.database().value(),
        sink.measurement().value(),
        sink.time().value(),
        sink.tags().stream()
            .map(tag -> new SinkTable.TagColumn(tag.name(), tag.column().value()))
            .toList(),
        sink.fields().stream().map(SinkResolver::field).toList());
  }

  private static SinkTable.FieldColumn field(InfluxSink.Field field) {
    Located<String> otherwise = field.otherwise();
    return new SinkTable.FieldColumn(
        field.name(), field.column().value(), otherwise == null ? null : otherwise.value());
  }

  private Optional<SinkTable> kafka(KafkaSink sink, RowType columns) {
    Optional<Schema> schema = world.schemas().schema(sink.schema().value());
    if (schema.isEmpty()) {
      findings.add(StreamFitsSchema.unknownSchema(sink.schema(), world.schemas()));
      return Optional.empty();
    }
    KafkaMapping.check(sink, schema.get(), columns, findings);
    Stream broken = world.brokenStreams().get(sink.schema().value());
    if (broken != null) {
      findings.add(SourceResolver.brokenStream(sink.schema(), broken));
      return Optional.empty();
    }
    Stream stream = world.streams().get(sink.schema().value());
    if (stream == null) {
      findings.add(
          Diagnostic.error(
              Code.DG0205,
              sink.schema().location(),
              "no topic carries " + sink.schema().value(),
              "add the topic to write to schemas/streams.yaml"));
      return Optional.empty();
    }
    checkWriter(sink, stream);
    String eventTime = stream.eventTime().value().field();
    if (!columns.getFieldNames().contains(eventTime)) {
      findings.add(
          Diagnostic.error(
              Code.DG0516,
              sink.schema().location(),
              "the query has no column '%s', which is the event time of %s"
                  .formatted(eventTime, stream.schemaName()),
              "add it to the SELECT: without it, daggers that read the stream drop every record"));
    }
    return topic(sink, stream)
        .map(
            topic ->
                new SinkTable.KafkaTable(
                    sink.schema().value(),
                    topic,
                    columns.getFieldNames().contains(eventTime) ? eventTime : null,
                    sink.key().stream().map(Located::value).toList(),
                    sink.delivery()));
  }

  private void checkWriter(KafkaSink sink, Stream stream) {
    String team = dagger.name().team();
    if (!stream.writers().contains(team)) {
      findings.add(
          Diagnostic.error(
              Code.DG0602,
              sink.schema().location(),
              "team %s may not write %s".formatted(team, stream.schemaName()),
              "have its owner add '%s' to writers: in schemas/streams.yaml".formatted(team)));
    }
  }

  private Optional<Topic> topic(KafkaSink sink, Stream stream) {
    List<Topic> topics =
        stream.allTopics().stream()
            .filter(t -> sink.cluster() == null || t.cluster().equals(sink.cluster().value()))
            .filter(t -> sink.topic() == null || t.name().equals(sink.topic().value()))
            .toList();
    if (topics.size() != 1) {
      findings.add(
          Diagnostic.error(
              Code.DG0513,
              sink.schema().location(),
              topics.isEmpty()
                  ? "no topic of %s is on that Kafka cluster and of that name"
                      .formatted(stream.schemaName())
                  : "%s has more than one topic".formatted(stream.schemaName()),
              "set cluster: and topic: to one of "
                  + String.join(", ", stream.allTopics().stream().map(Topic::toString).toList())));
      return Optional.empty();
    }
    return Optional.of(topics.get(0));
  }
}

package io.daggers.job.testing;

import io.daggers.job.source.RecordReader;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** The tables of a job, connected to a stage instead of Kafka and InfluxDB. */
final class TestTables implements TableRuntime {

  private final String stage;
  private final SchemaCatalog schemas;
  private final List<Stage.SourceName> sources = new ArrayList<>();
  private @Nullable RowType columns;

  TestTables(String stage, SchemaCatalog schemas) {
    this.stage = stage;
    this.schemas = schemas;
  }

  /** The query's output columns, once it is planned. */
  RowType columns() {
    if (columns == null) {
      throw new IllegalStateException("not planned yet");
    }
    return columns;
  }

  /** The readers of the query, once it is planned, in the order of the plan. */
  List<Stage.SourceName> sources() {
    return List.copyOf(sources);
  }

  @Override
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    RecordReader records = new RecordReader(ofAnyTime(table), schema, demand, topic.cluster());
    int copy =
        (int)
            sources.stream()
                .filter(s -> s.table().equals(table.name()) && s.topic().equals(topic))
                .count();
    Stage.SourceName name = new Stage.SourceName(table.name(), topic, copy);
    sources.add(name);
    return env.fromSource(
            new ScriptedSource(stage, name, records),
            WatermarkStrategy.noWatermarks(),
            table.name() + " of " + topic,
            InternalTypeInfo.of(demand.columns()))
        .uid(table.sourceUid(topic));
  }

  @Override
  public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result) {
    columns = result.columns();
    return rows.sinkTo(new CollectingSink(stage, WrittenRow.of(table, schemas, columns)));
  }

  /** A test says what time it is; how far that is from our clock must not matter. */
  private static StreamTable ofAnyTime(StreamTable table) {
    return new StreamTable(
        table.name(),
        table.schema(),
        table.eventTime(),
        table.topics(),
        table.watermark(),
        table.idle(),
        null,
        table.start());
  }
}

package io.daggers.job;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.sink.influx.InfluxEndpoint;
import io.daggers.job.sink.influx.InfluxResultSink;
import io.daggers.job.sink.influx.PointMapping;
import io.daggers.job.sink.kafka.KafkaResultSink;
import io.daggers.job.source.StreamSource;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.Environment.InfluxServer;
import io.daggers.topology.Topic;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** The tables of a job, connected to the endpoints its bundle names. */
final class JobTables implements TableRuntime {

  private final JobBundle bundle;
  private final SchemaCatalog schemas;
  private final UnaryOperator<String> secrets;

  JobTables(JobBundle bundle, SchemaCatalog schemas, UnaryOperator<String> secrets) {
    this.bundle = bundle;
    this.schemas = schemas;
    this.secrets = secrets;
  }

  @Override
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    return new StreamSource(clientName(), bundle.kafkaClusters())
        .read(env, table, topic, schema, demand);
  }

  @Override
  public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, RowType columns) {
    return table instanceof SinkTable.InfluxTable influx
        ? rows.sinkTo(influx(influx, columns))
        : rows.sinkTo(kafka((SinkTable.KafkaTable) table, columns));
  }

  private InfluxResultSink influx(SinkTable.InfluxTable table, RowType columns) {
    InfluxServer server = Objects.requireNonNull(bundle.influxServer());
    String password = server.password();
    InfluxEndpoint endpoint =
        new InfluxEndpoint(
            server.url(),
            server.username(),
            password == null ? null : secrets.apply(password),
            table.database(),
            server.retentionPolicy(),
            server.createDatabases());
    return new InfluxResultSink(endpoint, new PointMapping(table, columns));
  }

  private org.apache.flink.api.connector.sink2.Sink<RowData> kafka(
      SinkTable.KafkaTable table, RowType columns) {
    return KafkaResultSink.of(
        table,
        schemas.schema(table.schema()).orElseThrow(),
        columns,
        bundle.kafkaClusters().get(table.topic().cluster()).bootstrapServers(),
        clientName());
  }

  /**
   * Of this dagger in this environment, and of no other: its transactions must not be taken over.
   */
  private String clientName() {
    return "dagger/" + bundle.environment() + "/" + bundle.dagger();
  }
}

package io.daggers.job;

import io.daggers.job.begin.Beginning;
import io.daggers.job.begin.WholeWindows;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.job.secret.LateSecret;
import io.daggers.job.sink.influx.InfluxEndpoint;
import io.daggers.job.sink.influx.InfluxResultSink;
import io.daggers.job.sink.influx.PointMapping;
import io.daggers.job.sink.kafka.KafkaEndpoint;
import io.daggers.job.sink.kafka.KafkaResultSink;
import io.daggers.job.source.StreamSource;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.Environment.InfluxServer;
import io.daggers.topology.Topic;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** The tables of a job, connected to the endpoints its bundle names. */
final class JobTables implements TableRuntime {

  private final JobBundle bundle;
  private final SchemaCatalog schemas;
  private final @Nullable LateSecret influxPassword;
  private final Beginning beginning;
  private final Map<String, KafkaConnection> kafka;
  private final DeadLetters letters;

  /** Secrets are looked for here: while it plans, Flink keeps to itself what is wrong with one. */
  JobTables(
      JobBundle bundle,
      SchemaCatalog schemas,
      Function<String, LateSecret> secrets,
      Beginning beginning) {
    this.bundle = bundle;
    this.schemas = schemas;
    this.influxPassword = influxPassword(bundle, secrets);
    this.beginning = beginning;
    this.kafka = KafkaConnection.of(bundle, secrets);
    this.letters = DeadLetters.of(bundle, kafka);
  }

  private static @Nullable LateSecret influxPassword(
      JobBundle bundle, Function<String, LateSecret> secrets) {
    InfluxServer server = bundle.influxServer();
    return server == null || server.password() == null ? null : secrets.apply(server.password());
  }

  @Override
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    return new StreamSource(clientName(), bundle, kafka, letters)
        .read(env, table, topic, schema, demand, beginning.offsetsOf(table.sourceUid(topic)));
  }

  @Override
  public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result) {
    DataStream<RowData> whole = WholeWindows.of(rows, result, beginning);
    return table instanceof SinkTable.InfluxTable influx
        ? whole.sinkTo(influx(influx, result.columns()))
        : writeToKafka(whole, (SinkTable.KafkaTable) table, result.columns());
  }

  private InfluxResultSink influx(SinkTable.InfluxTable table, RowType columns) {
    InfluxServer server = Objects.requireNonNull(bundle.influxServer());
    InfluxEndpoint endpoint =
        new InfluxEndpoint(
            server.url(),
            server.username(),
            influxPassword,
            table.database(),
            server.retentionPolicy(),
            server.createDatabases());
    return new InfluxResultSink(endpoint, new PointMapping(table, columns), letters);
  }

  private DataStreamSink<RowData> writeToKafka(
      DataStream<RowData> rows, SinkTable.KafkaTable table, RowType columns) {
    KafkaEndpoint endpoint =
        new KafkaEndpoint(
            kafka.get(table.topic().cluster()),
            bundle.transactionTimeout(),
            bundle.checkpointInterval());
    return KafkaResultSink.write(
        rows,
        table,
        schemas.schema(table.schema()).orElseThrow(),
        columns,
        endpoint,
        transactions(bundle),
        letters);
  }

  /** The slash at the end keeps one dagger's name from being the beginning of another's. */
  static String transactions(JobBundle bundle) {
    return "dagger/%s/%s/".formatted(bundle.environment(), bundle.dagger());
  }

  /** Of this dagger in this environment, and of no other. */
  private String clientName() {
    return "dagger/" + bundle.environment() + "/" + bundle.dagger();
  }
}

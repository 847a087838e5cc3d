package io.daggers.bench;

import io.daggers.definition.RepositoryFiles;
import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.source.StreamSource;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import io.daggers.validator.Judgement;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Ours: what the validator accepts and the runner runs, but for the sink. */
final class DaggerContender implements Contender {

  private static final String DAGGER =
      """
      description: The seed's query
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx:
          measurement: completed_bookings
          time: window_start
          tags: [city, vehicle_type, s2id]
          fields: [bookings, revenue]
      in:
        bench: {start: earliest}
      """;
  private static final String STREAMS =
      """
      streams:
        - schema: rides.booking.v1.BookingEvent
          event_time: event_timestamp
          watermark: 10s
          idle: 30s
          topics: {bench: [booking-log]}
      """;
  private static final String PROTO = "schemas/rides/booking/v1/booking.proto";

  @Override
  public StreamGraph graph(String bootstrapServers) throws Exception {
    JobBundle bundle = bundle(bootstrapServers);
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    return DaggerJob.graph(
        bundle, SchemaCatalog.of(bundle.schemas()), new CountedTables(bundle), configuration);
  }

  static JobBundle bundle(String bootstrapServers) throws Exception {
    Environment environment =
        new Environment(
            "bench",
            Environment.Platform.EMBEDDED,
            Map.of("bench", new Environment.KafkaCluster(bootstrapServers)),
            Map.of(
                "default",
                new Environment.InfluxServer("http://127.0.0.1:1", null, null, "autogen", true)),
            Duration.ofSeconds(10),
            "file:///dev/null",
            "file:///dev/null");
    Judgement judgement = Validator.judge(repository());
    if (judgement.verdicts().get(0) instanceof Verdict.Accepted accepted) {
      return JobBundle.of(accepted.dagger(), environment);
    }
    throw new IllegalStateException("rejected: " + judgement);
  }

  private static RepositoryFiles repository() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(PROTO, Files.readAllBytes(Checkout.ROOT.resolve(PROTO)));
    files.put("schemas/streams.yaml", STREAMS.getBytes(StandardCharsets.UTF_8));
    files.put("daggers/bench/seed/dagger.yaml", DAGGER.getBytes(StandardCharsets.UTF_8));
    files.put("daggers/bench/seed/query.sql", Contender.query().getBytes(StandardCharsets.UTF_8));
    return RepositoryFiles.of(files);
  }

  private record CountedTables(JobBundle bundle) implements TableRuntime {

    @Override
    public DataStream<RowData> read(
        StreamExecutionEnvironment env,
        StreamTable table,
        Topic topic,
        Schema schema,
        StreamDemand demand) {
      return new StreamSource("bench", bundle).read(env, table, topic, schema, demand);
    }

    @Override
    public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, RowType columns) {
      return rows.sinkTo(CountingSink.ofColumn(COUNT));
    }
  }
}

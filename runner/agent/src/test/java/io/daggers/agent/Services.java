package io.daggers.agent;

import com.google.protobuf.CodedOutputStream;
import io.daggers.definition.RepositoryFiles;
import io.daggers.job.bundle.JobBundle;
import io.daggers.local.InfluxServer;
import io.daggers.local.KafkaBroker;
import io.daggers.topology.Environment;
import io.daggers.validator.Judgement;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka broker and an InfluxDB for tests, and daggers that count API requests on them. */
public final class Services implements AutoCloseable {

  public static final String DAGGER = "platform/api-requests";

  private static final Path ROOT = Path.of(System.getProperty("daggers.root"));
  private static final String TOPIC = "api-access-log";
  private static final int PARTITIONS = 2;

  private final Path directory;
  private final KafkaBroker broker;
  private final InfluxServer influx;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<List<Object>, JobBundle> bundles = new HashMap<>();
  private Instant hour = Instant.parse("2026-01-01T00:00:00Z");
  private long sent;

  private Services(Path directory, KafkaBroker broker, InfluxServer influx) {
    this.directory = directory;
    this.broker = broker;
    this.influx = influx;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public static Services start(Path directory) throws Exception {
    return start(directory, KafkaBroker.start(directory.resolve("kafka")));
  }

  /** With a listener {@code GUARDED} beside, where user {@code dagger} logs in with a password. */
  static Services startGuarded(Path directory, String password) throws Exception {
    return start(
        directory,
        KafkaBroker.start(
            directory.resolve("kafka"),
            Map.of("GUARDED", "SASL_PLAINTEXT"),
            Map.of(
                "listener.name.guarded.sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.guarded.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_dagger=\"%s\";"
                    .formatted(password))));
  }

  private static Services start(Path directory, KafkaBroker broker) throws Exception {
    InfluxServer influx = InfluxServer.start(directory.resolve("influx"));
    broker.createTopic(TOPIC, PARTITIONS);
    return new Services(directory, broker, influx);
  }

  public Environment environment() {
    return new Environment(
        "test",
        Environment.Platform.EMBEDDED,
        Map.of("mainstream", new Environment.KafkaCluster(broker.bootstrapServers())),
        Map.of("default", new Environment.InfluxServer(influx.url(), null, null, null, true)),
        Duration.ofSeconds(1),
        directory.resolve("checkpoints").toUri().toString(),
        directory.resolve("savepoints").toUri().toString());
  }

  /** Where user {@code dagger} logs in. */
  String guardedKafka() {
    return broker.bootstrapServers("GUARDED");
  }

  /** A dagger.yaml whose sink takes the given fields. */
  public static String yaml(String fields) {
    return """
        description: Requests of each API service, every minute
        sources:
          requests: platform.api.v1.AccessLog
        sink:
          influx:
            measurement: api_requests
            time: window_start
            tags: [service]
            fields: [%s]
        in:
          test: {start: earliest}
        """
        .formatted(fields);
  }

  /** A query with the given output columns, over the rows that a condition lets through. */
  public static String sql(String columns, String condition) {
    return """
        SELECT window_start, service, %s
        FROM TABLE(TUMBLE(TABLE requests, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
        WHERE %s
        GROUP BY window_start, window_end, service
        """
        .formatted(columns, condition);
  }

  /** The project's schemas, by path. */
  public static Map<String, byte[]> schemas() throws IOException {
    return RepositoryFiles.read(ROOT).under("schemas");
  }

  /** What the validator and this environment make of a dagger. */
  public JobBundle bundle(String yaml, String sql) throws Exception {
    return bundle(yaml, sql, environment());
  }

  /** What the validator and an environment make of a dagger. */
  public JobBundle bundle(String yaml, String sql, Environment environment) throws Exception {
    List<Object> asked = List.of(yaml, sql, environment);
    JobBundle bundle = bundles.get(asked);
    if (bundle == null) {
      bundle = judged(yaml, sql, environment);
      bundles.put(asked, bundle);
    }
    return bundle;
  }

  private static JobBundle judged(String yaml, String sql, Environment environment)
      throws Exception {
    Map<String, byte[]> files = new TreeMap<>(schemas());
    files.put("daggers/" + DAGGER + "/dagger.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    files.put("daggers/" + DAGGER + "/query.sql", sql.getBytes(StandardCharsets.UTF_8));
    Judgement judgement = Validator.judge(RepositoryFiles.of(files));
    if (judgement.verdicts().get(0) instanceof Verdict.Accepted accepted) {
      return JobBundle.of(accepted.dagger(), environment);
    }
    throw new AssertionError(judgement.toString());
  }

  /** Sends requests of one service that all came at the same time, spread over the partitions. */
  public void send(String service, Instant time, int count) throws Exception {
    List<Future<?>> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      writes.add(
          producer.send(
              new ProducerRecord<>(TOPIC, i % PARTITIONS, null, request(service, time, i))));
    }
    for (Future<?> write : writes) {
      write.get();
    }
    sent += count;
  }

  /** Sends bytes that are no request, or none that a dagger can use. */
  public void send(byte[] record) throws Exception {
    producer.send(new ProducerRecord<>(TOPIC, 0, null, record)).get();
    sent++;
  }

  /** How many requests were ever sent: a job that begins at the earliest reads as many. */
  public long sent() {
    return sent;
  }

  /** An hour that is later than any row sent before, for a test of its own. */
  public Instant nextHour() {
    hour = hour.plus(Duration.ofHours(1));
    return hour;
  }

  /** Sends rows that close every window of the current hour. */
  public void closeWindows() throws Exception {
    send("closer", hour.plus(Duration.ofMinutes(50)), PARTITIONS);
  }

  /** The count in the window of a service, once there is one. */
  public Optional<Long> count(String service, Instant window) throws Exception {
    var series =
        influx.query(
            "platform",
            "SELECT requests FROM api_requests WHERE service = '%s' AND time = '%s'"
                .formatted(service, window));
    return series.stream()
        .map(rows -> ((Number) rows.getValues().get(0).get(1)).longValue())
        .findFirst();
  }

  @Override
  public void close() {
    producer.close();
    influx.close();
    broker.close();
  }

  private static byte[] request(String service, Instant time, int latencyMillis)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(1, service);
    out.writeInt64(2, time.toEpochMilli());
    out.writeInt32(4, 200);
    out.writeUInt32(5, latencyMillis);
    out.flush();
    return bytes.toByteArray();
  }
}

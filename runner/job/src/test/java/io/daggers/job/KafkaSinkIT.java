package io.daggers.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.daggers.job.Readings.World;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.secret.SecretReferences;
import io.daggers.job.sink.kafka.OpenTransactions;
import io.daggers.local.KafkaBroker;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSinkIT {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String DEAD_LETTERS = "dead-letters";

  @TempDir static Path directory;
  private static KafkaBroker broker;
  private static MiniCluster flink;
  private static int lostTaskManagers;

  private final World world = new World(UUID.randomUUID().toString());

  @BeforeAll
  static void startServices() throws Exception {
    broker = KafkaBroker.start(directory.resolve("kafka"));
    broker.createTopic(DEAD_LETTERS, 1);
    flink = MiniClusters.start();
  }

  @BeforeEach
  void createTopics() throws Exception {
    world.createTopics(broker);
  }

  @AfterAll
  static void stopServices() throws Exception {
    flink.close();
    broker.close();
  }

  @Test
  void writesEachResultOnceAcrossLostTaskManagersAndIntoRocksDb() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("KafkaSinkIT seed " + seed);
    Random random = new Random(seed);
    JobBundle bundle =
        world.intoKafka(environment(Environment.DEFAULT_TRANSACTION_TIMEOUT)).atRevision("c0ffee");
    Readings readings = new Readings(world, bundle, seed, START);
    readings.send(broker, 2_000);
    RunningJob job = RunningJob.start(flink, bundle, null);

    for (int loss = 0; loss < 2; loss++) {
      awaitTotals(1 + committed().size());
      readings.send(broker, 500 + random.nextInt(2_000));
      job.loseTaskManager(lostTaskManagers++);
    }
    awaitTotals(1 + committed().size());
    String savepoint = job.stopWithSavepoint(directory.resolve("savepoints"));
    readings.send(broker, 1_000);
    JobBundle inRocksDb =
        world
            .intoKafka(
                environment(
                    Environment.DEFAULT_TRANSACTION_TIMEOUT, Environment.StateBackend.ROCKSDB))
            .atRevision("c0ffee");
    job = RunningJob.start(flink, inRocksDb, savepoint);
    readings.close(broker);
    awaitTotals(readings.totals().size());
    job.cancel();

    List<ConsumerRecord<byte[], byte[]>> records = committed();
    assertThat(records).as("seed %d", seed).hasSameSizeAs(readings.totals().keySet());
    assertThat(TopicTotals.of(bundle, records)).as("seed %d", seed).isEqualTo(readings.totals());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      assertThat(TopicContents.headers(record))
          .isEqualTo(Map.of("dagger", "team/totals", "revision", "c0ffee"));
    }
    assertThat(ongoing()).isEmpty();
  }

  @Test
  void endsATransactionThatAKilledWriterLeftOpenAndNobodyElses() throws Exception {
    Environment environment = environment(Environment.DEFAULT_TRANSACTION_TIMEOUT);
    JobBundle bundle = world.intoKafka(environment);
    String own = JobTables.transactions(bundle) + "-0-1";
    String others = "dagger/local/team/totals-of-others/-0-1";
    Readings readings = new Readings(world, bundle, 1, START);
    try (KafkaProducer<byte[], byte[]> killed = leaveOpen(own, 0);
        KafkaProducer<byte[], byte[]> other = leaveOpen(others, 1)) {
      readings.send(broker, 1_000);
      readings.close(broker);
      assertThat(committed()).isEmpty();

      RunningJob job = RunningJob.start(flink, bundle, null);
      awaitTotals(1);

      assertThat(committed()).extracting(ConsumerRecord::partition).containsOnly(0);
      assertThat(ongoing()).contains(others).doesNotContain(own);
      job.cancel();

      assertThat(OpenTransactions.abort(connection(), "dagger/local/team/totals-"))
          .containsExactly(others);
      awaitTotals(readings.totals().size());
      assertThat(TopicTotals.of(bundle, committed())).isEqualTo(readings.totals());
      assertThat(ongoing()).isEmpty();
    }
  }

  @Test
  void keepsWhatIsNoEnumValueOrTooLargeAsDeadLetters() throws Exception {
    JobBundle bundle =
        world.copied(environment(Environment.DEFAULT_TRANSACTION_TIMEOUT)).atRevision("c0ffee");
    Readings readings = new Readings(world, bundle, 1, START);
    try (Records records = new Records(broker)) {
      records.send(world.readings(), 0, readings.message(START, 1, "MOOD_GOOD", "x".repeat(3)));
      records.send(world.readings(), 0, readings.message(START, 2, "MOOD_GOOOD", "x".repeat(3)));
      records.send(
          world.readings(), 0, readings.message(START, 3, "MOOD_GOOD", "x".repeat(550_000)));
      records.send(
          world.readings(), 0, readings.message(START, 4, "MOOD_GOOD", "x".repeat(524_200)));
      records.send(world.readings(), 0, readings.message(START, 5, "MOOD_GOOD", "x".repeat(3)));
    }

    RunningJob job = RunningJob.start(flink, bundle, null);
    Waiting.until(
        () -> read(world.copies()).size() == 3 && read(DEAD_LETTERS).size() == 2, job::status);
    job.cancel();

    Descriptor copy = descriptor(bundle, "faults.v1.Copy");
    List<Long> numbers = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(world.copies())) {
      DynamicMessage message = DynamicMessage.parseFrom(copy, record.value());
      numbers.add((Long) message.getField(copy.findFieldByName("number")));
    }
    assertThat(numbers).containsExactlyInAnyOrder(1L, 4L, 5L);
    List<ConsumerRecord<byte[], byte[]>> dead = read(DEAD_LETTERS);
    assertThat(TopicContents.headers(dead.get(0)))
        .containsEntry("stage", "kafka sink")
        .containsEntry("dagger", "team/copies")
        .containsEntry(
            "reason",
            "the result does not fit faults.v1.Copy: column mood: 'MOOD_GOOOD' is not a value of Mood");
    assertThat(new String(dead.get(0).value(), UTF_8)).contains("number=2", "mood=MOOD_GOOOD");
    assertThat(TopicContents.headers(dead.get(1)))
        .containsEntry(
            "reason",
            "the record is larger than the 1048588 bytes that topic "
                + world.copies()
                + " takes (max.message.bytes)")
        .containsKey("cut_from_bytes");
  }

  @Test
  void doesNotStartWhereTheBrokerWouldRefuseItsTransactions() throws Exception {
    JobBundle bundle = world.intoKafka(environment(Duration.ofMinutes(20)));

    RunningJob job = RunningJob.startOnce(flink, bundle);
    Waiting.until(() -> job.failure().isPresent(), job::status);

    assertThat(job.failure().orElseThrow())
        .contains(
            "team/totals cannot write to topic "
                + world.totals()
                + " exactly once: transaction_timeout of the environment is 1200 s, and Kafka cluster 'main' allows 900 s: lower it, or raise"
                + " transaction.max.timeout.ms of its brokers");
  }

  private Environment environment(Duration transactionTimeout) {
    return environment(transactionTimeout, Environment.StateBackend.HASHMAP);
  }

  private Environment environment(
      Duration transactionTimeout, Environment.StateBackend stateBackend) {
    Environment environment =
        Bundles.environment(
            Map.of("main", broker.bootstrapServers()), "http://127.0.0.1:1", directory);
    return new Environment(
        environment.name(),
        environment.platform(),
        environment.kafkaClusters(),
        environment.influxServers(),
        environment.checkpointInterval(),
        stateBackend,
        environment.checkpoints(),
        environment.savepoints(),
        transactionTimeout,
        new Environment.DeadLetters(new Topic("main", DEAD_LETTERS), 1_000, 100));
  }

  private static KafkaConnection connection() {
    return KafkaConnection.of(
        "main",
        new Environment.KafkaCluster(broker.bootstrapServers()),
        SecretReferences.WITHOUT_FILES::late);
  }

  private void awaitTotals(int count) throws Exception {
    Waiting.until(
        () -> committed().size() >= count,
        () -> "there are %d results of %d".formatted(committed().size(), count));
  }

  /** Results that are committed, without that of the reading that closes the windows. */
  private List<ConsumerRecord<byte[], byte[]>> committed() {
    return read(world.totals());
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return TopicContents.committed(broker.bootstrapServers(), topic);
  }

  private static Descriptor descriptor(JobBundle bundle, String schema) {
    return SchemaCatalog.of(bundle.schemas()).schema(schema).orElseThrow().descriptor();
  }

  /** As a writer leaves it that is killed after it has written. */
  private KafkaProducer<byte[], byte[]> leaveOpen(String transactionalId, int partition)
      throws Exception {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "transactional.id",
                transactionalId,
                "transaction.timeout.ms",
                600_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(world.totals(), partition, null, new byte[] {1})).get();
    return producer;
  }

  private List<String> ongoing() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.listTransactions().all().get().stream()
          .filter(listing -> listing.state() == TransactionState.ONGOING)
          .map(TransactionListing::transactionalId)
          .toList();
    }
  }
}

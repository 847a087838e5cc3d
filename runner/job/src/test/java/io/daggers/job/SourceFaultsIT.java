package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.Readings.Taken;
import io.daggers.job.Readings.World;
import io.daggers.job.bundle.JobBundle;
import io.daggers.local.KafkaBroker;
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
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole job, whose Kafka clusters fail it; the account of the readings says what is right. */
class SourceFaultsIT {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir static Path directory;
  private static KafkaBroker main;
  private static KafkaBroker other;
  private static MiniCluster flink;

  private final long seed = new Random().nextLong();
  private final World one = new World(UUID.randomUUID().toString(), List.of("main"), "1s");
  private final World two =
      new World(UUID.randomUUID().toString(), List.of("main", "other"), "20s");
  private final World quick =
      new World(UUID.randomUUID().toString(), List.of("main", "other"), "1s");
  private final List<RunningJob> jobs = new ArrayList<>();

  @BeforeAll
  static void startServices() throws Exception {
    main = KafkaBroker.start(directory.resolve("main"));
    other = KafkaBroker.start(directory.resolve("other"));
    flink = MiniClusters.start();
  }

  @BeforeEach
  void createTopics() throws Exception {
    System.out.println("SourceFaultsIT seed " + seed);
    one.createTopics(main);
    for (World world : List.of(two, quick)) {
      world.createTopics(main);
      world.createTopics(other);
    }
  }

  @AfterEach
  void cancelJobs() throws Exception {
    for (RunningJob job : jobs) {
      job.cancel();
    }
  }

  @AfterAll
  static void stopServices() throws Exception {
    flink.close();
    other.close();
    main.close();
  }

  @Test
  void goesOnWhereItWasWhenTheBrokerIsRestarted() throws Exception {
    JobBundle bundle = bundle(one);
    Readings readings = new Readings(one, bundle, seed, START);
    readings.send(main, 500);
    RunningJob job = start(bundle);
    for (int restart = 0; restart < 2; restart++) {
      awaitMoreTotals(one, job);
      main.kill();
      main.restart();
      readings.send(main, 500);
    }
    readings.close(main);

    awaitTotals(one, readings, job);
    assertThat(totals(one, bundle)).as("seed %d", seed).isEqualTo(readings.totals());
    assertThat(job.failure()).isEmpty();
  }

  @Test
  void waitsForAKafkaClusterThatIsLostAndCountsWhatItBringsWhenItIsBack() throws Exception {
    JobBundle bundle = bundle(two);
    Readings readings = new Readings(two, bundle, seed, START);
    for (int i = 0; i < 10; i++) {
      readings.send(main, 30);
      readings.send(other, 30);
    }
    RunningJob job = start(bundle);
    awaitMoreTotals(two, job);

    other.kill();
    List<Taken> held = alternate(readings);
    awaitUnreachable(job, "other", true);
    held.addAll(alternate(readings));
    other.restart();
    awaitUnreachable(job, "other", false);
    readings.deliver(other, held);
    readings.close(main);
    readings.close(other);

    awaitTotals(two, readings, job);
    assertThat(totals(two, bundle)).as("seed %d", seed).isEqualTo(readings.totals());
    assertThat(job.failure()).isEmpty();
  }

  @Test
  void readsNoFurtherThanItHasToAheadOfAKafkaClusterThatIsLost() throws Exception {
    JobBundle bundle = bundle(two);
    Readings readings = new Readings(two, bundle, seed, START);
    for (int i = 0; i < 5; i++) {
      readings.send(main, 30);
      readings.send(other, 30);
    }
    RunningJob job = start(bundle);
    awaitMoreTotals(two, job);

    other.kill();
    List<Taken> held = readings.take(60);
    readings.leap(Duration.ofHours(5));
    readings.send(main, 60);
    Waiting.until(
        () ->
            job.gauges("accumulatedPausedTimeMs").stream().mapToDouble(millis -> millis).sum() > 0,
        job::status);
    readings.send(main, 300);
    other.restart();
    readings.deliver(other, held);
    readings.close(main);
    readings.close(other);

    awaitTotals(two, readings, job);
    assertThat(totals(two, bundle)).as("seed %d", seed).isEqualTo(readings.totals());
    assertThat(job.failure()).isEmpty();
  }

  @Test
  void startsWithoutAKafkaClusterThatIsDownAndCountsItsReadingsWhenItComes() throws Exception {
    JobBundle bundle = bundle(two);
    Readings readings = new Readings(two, bundle, seed, START);
    readings.send(other, 60);
    other.kill();
    List<Taken> held = alternate(readings);

    RunningJob job = start(bundle);
    awaitUnreachable(job, "other", true);
    held.addAll(alternate(readings));
    readings.close(main);
    assertThat(committed(two)).isEmpty();
    other.restart();
    awaitUnreachable(job, "other", false);
    readings.deliver(other, held);
    readings.close(other);

    awaitTotals(two, readings, job);
    assertThat(totals(two, bundle)).as("seed %d", seed).isEqualTo(readings.totals());
    assertThat(job.failure()).isEmpty();
  }

  @Test
  void doesNotWaitForPartitionsThatAreReadToTheirEnd() throws Exception {
    JobBundle bundle = bundle(quick);
    Readings readings = new Readings(quick, bundle, seed, START);
    sendInATransaction(other, quick.readings(), new byte[] {1, 2, 3});
    RunningJob job = start(bundle);
    readings.send(main, 500);
    readings.close(main);

    awaitTotals(quick, readings, job);
    assertThat(totals(quick, bundle)).as("seed %d", seed).isEqualTo(readings.totals());
  }

  @Test
  void findsNewPartitions() throws Exception {
    JobBundle bundle = bundle(one);
    Readings readings = new Readings(one, bundle, seed, START);
    readings.send(main, 300);
    RunningJob job = start(bundle);
    awaitMoreTotals(one, job);

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", main.bootstrapServers()))) {
      admin.createPartitions(Map.of(one.readings(), NewPartitions.increaseTo(3))).all().get();
    }
    readings.deliver(
        main,
        readings.take(300).stream()
            .map(taken -> new Taken(2, taken.time(), taken.value()))
            .toList());
    Waiting.until(
        () -> job.gauges("numRecordsIn").stream().mapToDouble(n -> n).sum() >= 600, job::status);
    readings.close(main);

    awaitTotals(one, readings, job);
    assertThat(totals(one, bundle)).as("seed %d", seed).isEqualTo(readings.totals());
  }

  private RunningJob start(JobBundle bundle) throws Exception {
    RunningJob job = RunningJob.start(flink, bundle, null);
    jobs.add(job);
    return job;
  }

  /** Ten minutes of readings of both; those of the lost Kafka cluster are given back. */
  private static List<Taken> alternate(Readings readings) throws Exception {
    List<Taken> held = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      readings.send(main, 30);
      held.addAll(readings.take(30));
    }
    return held;
  }

  private static void sendInATransaction(KafkaBroker broker, String topic, byte[] value)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", topic),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
      producer.commitTransaction();
    }
  }

  private static JobBundle bundle(World world) throws Exception {
    return world.intoKafka(
        Bundles.environment(
            Map.of("main", main.bootstrapServers(), "other", other.bootstrapServers()),
            "http://127.0.0.1:1",
            directory));
  }

  /** Whether the source of a Kafka cluster says that it does not answer. */
  private static void awaitUnreachable(RunningJob job, String cluster, boolean unreachable)
      throws Exception {
    String gauge = "dagger.unreachable." + cluster;
    Waiting.until(
        () -> job.gauges(gauge).equals(List.of(unreachable ? 1.0 : 0.0)),
        () -> "%s, %s %s".formatted(job.status(), gauge, job.gauges(gauge)));
  }

  private static void awaitMoreTotals(World world, RunningJob job) throws Exception {
    int before = committed(world).size();
    Waiting.until(() -> committed(world).size() > before, job::status);
  }

  private static void awaitTotals(World world, Readings readings, RunningJob job) throws Exception {
    Waiting.until(
        () -> committed(world).size() >= readings.totals().size(),
        () ->
            "%s, %d totals of %d"
                .formatted(job.status(), committed(world).size(), readings.totals().size()));
  }

  private static Map<String, Readings.Total> totals(World world, JobBundle bundle)
      throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = committed(world);
    Map<String, Readings.Total> totals = TopicTotals.of(bundle, records);
    assertThat(records).hasSameSizeAs(totals.keySet());
    return totals;
  }

  private static List<ConsumerRecord<byte[], byte[]>> committed(World world) {
    return TopicContents.committed(main.bootstrapServers(), world.totals());
  }
}

package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.Readings.Total;
import io.daggers.job.Readings.World;
import io.daggers.job.bundle.JobBundle;
import io.daggers.local.KafkaBroker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that begin in the midst of things: no window is written that lacks events. */
class BeginningIT {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir static Path directory;
  private static KafkaBroker kafka;
  private static MiniCluster flink;

  private final long seed = new Random().nextLong();
  private @Nullable RunningJob job;

  @BeforeAll
  static void startServices() throws Exception {
    kafka = KafkaBroker.start(directory.resolve("kafka"));
    flink = MiniClusters.start();
  }

  @AfterEach
  void cancelJob() throws Exception {
    if (job != null) {
      job.cancel();
    }
  }

  @AfterAll
  static void stopServices() throws Exception {
    flink.close();
    kafka.close();
  }

  @Test
  void leavesOutTheWindowThatItBeginsIn() throws Exception {
    World world = world("latest");
    JobBundle bundle = bundle(world);
    Readings readings = new Readings(world, bundle, seed, START);
    readings.send(kafka, 90);
    job = RunningJob.start(flink, bundle, null);
    readings.send(kafka, 200);
    readings.close(kafka);

    assertThat(totals(world, bundle, readings, "00:02"))
        .as("seed %d", seed)
        .isEqualTo(since(readings, "00:02"));
  }

  @Test
  void leavesItOutAfterARestartToo() throws Exception {
    World world = world("latest");
    JobBundle bundle = bundle(world);
    Readings readings = new Readings(world, bundle, seed, START);
    readings.send(kafka, 90);
    job = RunningJob.start(flink, bundle, null);
    readings.send(kafka, 10);
    RunningJob first = job;
    Waiting.until(() -> records(first) >= 10, first::status);
    String savepoint = first.stopWithSavepoint(directory.resolve("savepoints"));
    readings.send(kafka, 200);
    job = RunningJob.start(flink, bundle, savepoint);
    readings.close(kafka);

    assertThat(totals(world, bundle, readings, "00:02"))
        .as("seed %d", seed)
        .isEqualTo(since(readings, "00:02"));
  }

  @Test
  void losesNothingWhenItFailsAtOnce() throws Exception {
    World world = world("latest");
    JobBundle bundle = bundle(world);
    Readings readings = new Readings(world, bundle, seed, START);
    readings.send(kafka, 90);
    MiniCluster own = MiniClusters.start();
    try (own) {
      RunningJob failing = RunningJob.start(own, bundle, null);
      failing.loseTaskManager(0);
      readings.send(kafka, 200);
      failing.loseTaskManager(1);
      readings.close(kafka);

      assertThat(totals(world, bundle, readings, "00:02"))
          .as("seed %d", seed)
          .isEqualTo(since(readings, "00:02"));
    }
  }

  @Test
  void leavesOutWindowsWhoseEventsTheTopicNoLongerHas() throws Exception {
    World world = world("earliest");
    JobBundle bundle = bundle(world);
    Readings readings = new Readings(world, bundle, seed, START);
    readings.send(kafka, 90);
    forget(world);
    readings.send(kafka, 200);
    job = RunningJob.start(flink, bundle, null);
    readings.close(kafka);

    assertThat(totals(world, bundle, readings, "00:02"))
        .as("seed %d", seed)
        .isEqualTo(since(readings, "00:02"));
  }

  @Test
  void writesAllWhereNothingLiesBefore() throws Exception {
    World world = world("latest");
    JobBundle bundle = bundle(world);
    Readings readings = new Readings(world, bundle, seed, START);
    job = RunningJob.start(flink, bundle, null);
    readings.send(kafka, 200);
    readings.close(kafka);

    assertThat(totals(world, bundle, readings, "00:00"))
        .as("seed %d", seed)
        .isEqualTo(readings.totals());
  }

  private static World world(String start) throws Exception {
    World world = new World(UUID.randomUUID().toString(), List.of("main"), "10m", start);
    world.createTopics(kafka);
    return world;
  }

  private static JobBundle bundle(World world) throws Exception {
    return world.intoKafka(
        Bundles.environment(
            Map.of("main", kafka.bootstrapServers()), "http://127.0.0.1:1", directory));
  }

  private static double records(RunningJob job) throws Exception {
    return job.gauges("numRecordsIn").stream().mapToDouble(n -> n).sum();
  }

  /** As a topic does whose records are kept for a time. */
  private static void forget(World world) throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int partition = 0; partition < 2; partition++) {
      all.put(new TopicPartition(world.readings(), partition), RecordsToDelete.beforeOffset(-1L));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteRecords(all).all().get();
    }
  }

  /** Windows that begin at a time of day or later. */
  private static Map<String, Total> since(Readings readings, String time) {
    return new TreeMap<>(new TreeMap<>(readings.totals()).tailMap("2026-01-01T" + time, true));
  }

  private static Map<String, Total> totals(
      World world, JobBundle bundle, Readings readings, String since) throws Exception {
    int expected = since(readings, since).size();
    Waiting.until(
        () -> committed(world).size() >= expected,
        () -> "%d totals of %d".formatted(committed(world).size(), expected));
    return TopicTotals.of(bundle, committed(world));
  }

  private static List<ConsumerRecord<byte[], byte[]>> committed(World world) {
    return TopicContents.committed(kafka.bootstrapServers(), world.totals());
  }
}

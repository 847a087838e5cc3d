package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.Readings.Taken;
import io.daggers.job.Readings.Total;
import io.daggers.job.Readings.World;
import io.daggers.job.begin.BeginningReader;
import io.daggers.job.begin.WindowProgress;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import io.daggers.local.KafkaBroker;
import io.daggers.topology.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

/**
 * A definition whose state does not fit goes on after another one: windows that were open are
 * counted anew, each is written once, and none is missing.
 */
class OpenWindowsIT {

  private static final String TUMBLE =
      "TUMBLE(TABLE readings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)";
  private static final String HOP =
      "HOP(TABLE readings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)";

  @TempDir static Path directory;
  private static KafkaBroker kafka;
  private static MiniCluster flink;

  private final Instant start =
      Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.HOURS);
  private final long seed = new Random().nextLong();
  private final World world =
      new World(UUID.randomUUID().toString(), List.of("main"), "10m", "earliest");
  private Readings readings;
  private @Nullable RunningJob job;

  @BeforeAll
  static void startServices() throws Exception {
    kafka = KafkaBroker.start(directory.resolve("kafka"));
    flink = MiniClusters.start();
  }

  @AfterEach
  void cancelJob() throws Exception {
    if (job != null && job.runs()) {
      job.cancel();
    }
  }

  @AfterAll
  static void stopServices() throws Exception {
    flink.close();
    kafka.close();
  }

  @Test
  void countsWhatWasOpenByTheNewDefinition() throws Exception {
    JobBundle twice = edited("SUM(amount)", "SUM(2 * amount)");
    List<Taken> first = begin();
    long writtenUntil = stop(first);

    assertThat(firstOffsets(twice, writtenUntil))
        .as("it reads no more than it needs")
        .anyMatch(o -> o > 0);
    job = RunningJob.startAfter(flink, twice, writtenUntil);
    readings.deliverAsTaken(kafka, readings.take(200));
    readings.close(kafka);

    Map<String, Total> expected = new TreeMap<>();
    readings
        .totals()
        .forEach(
            (point, total) ->
                expected.put(point, end(point, 60) <= writtenUntil ? total : doubled(total)));
    assertThat(written(twice, expected.size())).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void countsOverlappingWindows() throws Exception {
    JobBundle once = edited(TUMBLE, HOP);
    JobBundle twice =
        world.intoKafka(
            environment(),
            query -> query.replace(TUMBLE, HOP).replace("SUM(amount)", "SUM(2 * amount)"));
    List<Taken> first = begin(once, Duration.ZERO);
    long writtenUntil = stop(first, hopping(readings.totals()), 300);

    job = RunningJob.startAfter(flink, twice, writtenUntil);
    readings.deliverAsTaken(kafka, readings.take(200));
    readings.close(kafka);

    Map<String, Total> expected = hopping(readings.totals());
    expected.replaceAll((point, total) -> end(point, 300) <= writtenUntil ? total : doubled(total));
    assertThat(written(twice, expected.size())).as("seed %d", seed).isEqualTo(expected);
  }

  /** Each of five windows that a minute is in. */
  private static Map<String, Total> hopping(Map<String, Total> minutes) {
    Map<String, Total> windows = new TreeMap<>();
    minutes.forEach(
        (point, total) -> {
          for (int i = 0; i < 5; i++) {
            Instant begin = Instant.ofEpochMilli(end(point, -60 * i));
            String key = point.substring(point.indexOf(' ') + 1);
            windows.merge(Readings.point(begin, key), total, OpenWindowsIT::together);
          }
        });
    return windows;
  }

  @Test
  void losesNothingWhereEventsAreAheadOfKafka() throws Exception {
    JobBundle twice = edited("SUM(amount)", "SUM(2 * amount)");
    Duration ahead = Duration.ofMinutes(2);
    List<Taken> first = begin(edited("", ""), ahead);
    long writtenUntil = stop(first);

    assertThat(firstOffsets(twice, writtenUntil)).anyMatch(offset -> offset > 0);
    job = RunningJob.startAfter(flink, twice, writtenUntil);
    readings.deliverAhead(kafka, readings.take(100), ahead);
    readings.close(kafka);

    Map<String, Total> expected = new TreeMap<>(readings.totals());
    expected.replaceAll((point, total) -> end(point, 60) <= writtenUntil ? total : doubled(total));
    assertThat(written(twice, expected.size())).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void countsWindowsOfAnotherSizeFromWhereTheOldOnesEnd() throws Exception {
    JobBundle longer = edited("'1' MINUTE", "'5' MINUTE");
    List<Taken> first = begin();
    long writtenUntil = stop(first);
    long old = committed().size();

    job = RunningJob.startAfter(flink, longer, writtenUntil);
    readings.deliverAsTaken(kafka, readings.take(400));
    readings.close(kafka);

    Map<String, Total> expected = new TreeMap<>();
    readings
        .totals()
        .forEach(
            (point, total) -> expected.merge(fiveMinutes(point), total, OpenWindowsIT::together));
    expected.keySet().removeIf(point -> end(point, 300) <= writtenUntil);
    awaitWritten(old + expected.size());
    List<ConsumerRecord<byte[], byte[]>> all = committed();
    assertThat(all).as("seed %d", seed).hasSize((int) old + expected.size());
    assertThat(TopicTotals.of(longer, all)).as("seed %d", seed).containsAllEntriesOf(expected);
  }

  @Test
  void leavesOutOpenWindowsWhoseEventsTheTopicNoLongerHas() throws Exception {
    JobBundle twice = edited("SUM(amount)", "SUM(2 * amount)");
    List<Taken> first = begin();
    long writtenUntil = stop(first);
    long old = committed().size();
    forget();
    readings.deliverAsTaken(kafka, readings.take(200));

    job = RunningJob.startAfter(flink, twice, writtenUntil);
    readings.close(kafka);

    Map<String, Total> expected = new TreeMap<>();
    long lost = start.plusSeconds(first.size()).toEpochMilli();
    readings
        .totals()
        .forEach(
            (point, total) -> {
              if (end(point, 60) <= writtenUntil) {
                expected.put(point, total);
              } else if (end(point, 60) - 60_000 > lost) {
                expected.put(point, doubled(total));
              }
            });
    assertThat(expected.size()).isGreaterThan((int) old);
    assertThat(written(twice, expected.size())).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void remembersOverTwoEditsInARowWhatIsWritten() throws Exception {
    JobBundle twice = edited("SUM(amount)", "SUM(2 * amount)");
    JobBundle thrice = edited("SUM(amount)", "SUM(3 * amount)");
    List<Taken> first = begin();
    long writtenUntil = stop(first);

    job = RunningJob.startAfter(flink, twice, writtenUntil);
    RunningJob between = job;
    Waiting.until(
        () -> between.gauges("numRecordsIn").stream().anyMatch(read -> read > 0), between::status);
    String left = job.stopWithSavepoint(directory.resolve("savepoints"));
    long second = WindowProgress.writtenUntil(left).orElseThrow();
    assertThat(second).isGreaterThanOrEqualTo(writtenUntil);
    job = RunningJob.startAfter(flink, thrice, second);
    readings.deliverAsTaken(kafka, readings.take(100));
    readings.close(kafka);

    Map<String, Total> expected = new TreeMap<>();
    readings
        .totals()
        .forEach(
            (point, total) ->
                expected.put(
                    point,
                    end(point, 60) <= writtenUntil
                        ? total
                        : end(point, 60) <= second ? doubled(total) : tripled(total)));
    assertThat(written(thrice, expected.size())).as("seed %d", seed).isEqualTo(expected);
  }

  /** With windows that are written and others that are open. */
  private List<Taken> begin() throws Exception {
    return begin(edited("", ""), Duration.ZERO);
  }

  private List<Taken> begin(JobBundle bundle, Duration ahead) throws Exception {
    world.createTopics(kafka);
    readings = new Readings(world, bundle, seed, start);
    List<Taken> first = readings.take(610);
    readings.deliverAhead(kafka, first, ahead);
    job = RunningJob.start(flink, bundle, null);
    return first;
  }

  private long stop(List<Taken> first) throws Exception {
    return stop(first, readings.totals(), 60);
  }

  private long stop(List<Taken> first, Map<String, Total> windows, int seconds) throws Exception {
    RunningJob old = job;
    long early = start.plus(Duration.ofMinutes(8)).toEpochMilli();
    long expected = windows.keySet().stream().filter(point -> end(point, seconds) <= early).count();
    Waiting.until(() -> committed().size() >= expected, old::status);
    String savepoint = old.stopWithSavepoint(directory.resolve("savepoints"));
    long writtenUntil = WindowProgress.writtenUntil(savepoint).orElseThrow();
    assertThat(writtenUntil)
        .isGreaterThanOrEqualTo(early)
        .isLessThanOrEqualTo(start.plusSeconds(first.size()).toEpochMilli());
    return writtenUntil;
  }

  private JobBundle edited(String old, String now) throws Exception {
    return world.intoKafka(environment(), query -> query.replace(old, now));
  }

  private static Environment environment() {
    return Bundles.environment(
        Map.of("main", kafka.bootstrapServers()), "http://127.0.0.1:1", directory);
  }

  private static List<Long> firstOffsets(JobBundle bundle, long writtenUntil) {
    List<Long> offsets = new ArrayList<>();
    BeginningReader.after(bundle, SecretReferences.WITHOUT_FILES::late, writtenUntil)
        .offsets()
        .values()
        .forEach(source -> offsets.addAll(source.values()));
    return offsets;
  }

  /** As a topic does whose records are kept for a time. */
  private void forget() throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int partition = 0; partition < 2; partition++) {
      all.put(new TopicPartition(world.readings(), partition), RecordsToDelete.beforeOffset(-1L));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteRecords(all).all().get();
    }
  }

  /** All that is committed, once so much is: each point once. */
  private Map<String, Total> written(JobBundle bundle, int expected) throws Exception {
    awaitWritten(expected);
    assertThat(committed()).as("seed %d", seed).hasSize(expected);
    return TopicTotals.of(bundle, committed());
  }

  private void awaitWritten(long expected) throws Exception {
    Waiting.until(
        () -> committed().size() >= expected,
        () -> "%d totals of %d".formatted(committed().size(), expected));
  }

  private List<ConsumerRecord<byte[], byte[]>> committed() {
    return TopicContents.committed(kafka.bootstrapServers(), world.totals());
  }

  private static long end(String point, int seconds) {
    return Instant.parse(point.substring(0, point.indexOf(' '))).toEpochMilli() + seconds * 1_000L;
  }

  private static String fiveMinutes(String point) {
    long begin = Math.floorDiv(end(point, 0), 300_000L) * 300_000L;
    return Readings.point(Instant.ofEpochMilli(begin), point.substring(point.indexOf(' ') + 1));
  }

  private static Total doubled(Total total) {
    return new Total(total.readings(), 2 * total.amount(), total.least(), total.greatest());
  }

  private static Total tripled(Total total) {
    return new Total(total.readings(), 3 * total.amount(), total.least(), total.greatest());
  }

  private static Total together(Total one, Total other) {
    return new Total(
        one.readings() + other.readings(),
        one.amount() + other.amount(),
        Math.min(one.least(), other.least()),
        Math.max(one.greatest(), other.greatest()));
  }
}

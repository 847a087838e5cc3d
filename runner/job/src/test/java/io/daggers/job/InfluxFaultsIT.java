package io.daggers.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.FaultyProxy.Fault;
import io.daggers.job.Readings.Total;
import io.daggers.job.Readings.World;
import io.daggers.job.bundle.JobBundle;
import io.daggers.local.InfluxServer;
import io.daggers.local.KafkaBroker;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole job, whose InfluxDB fails it in every way; the account of the readings says what is
 * right.
 */
class InfluxFaultsIT {

  /** Ten minutes before a new week, in which InfluxDB begins a new shard. */
  private static final Instant START = Instant.parse("2026-01-04T23:50:00Z");

  private static final Instant WEEK = Instant.parse("2026-01-05T00:00:00Z");
  private static final Fault[] FAULTS = {
    Fault.REFUSE, Fault.RESET_IN_REQUEST, Fault.RESET_IN_ANSWER, Fault.DELAY, Fault.BUSY,
  };

  @TempDir static Path directory;
  private static KafkaBroker broker;
  private static InfluxServer influx;
  private static FaultyProxy proxy;
  private static MiniCluster flink;

  private final String name = UUID.randomUUID().toString().replace("-", "");
  private final World world = new World(name);

  @BeforeAll
  static void startServices() throws Exception {
    broker = KafkaBroker.start(directory.resolve("kafka"));
    influx = InfluxServer.start(directory.resolve("influx"));
    proxy = new FaultyProxy(influx.url(), Duration.ofMillis(500));
    flink = MiniClusters.start();
  }

  @BeforeEach
  void createTopics() throws Exception {
    world.createTopics(broker);
    broker.createTopic(deadLetterTopic(), 1);
  }

  @AfterAll
  static void stopServices() throws Exception {
    flink.close();
    proxy.close();
    influx.close();
    broker.close();
  }

  @Test
  void influxHoldsExactlyTheTotalsWhateverTheConnectionAndTheTaskManagerDo() throws Exception {
    long seed = seed();
    Random random = new Random(seed);
    JobBundle bundle = world.intoInflux(environment());
    Readings readings = new Readings(world, bundle, seed, START);
    readings.send(broker, 1_000);
    RunningJob job = RunningJob.start(flink, bundle, null);
    awaitPoints(1);

    for (Fault fault : FAULTS) {
      int spoilt = proxy.spoilt();
      proxy.set(fault);
      readings.send(broker, 300 + random.nextInt(500));
      if (fault == Fault.REFUSE) {
        job.loseTaskManager(0);
      } else if (fault != Fault.DELAY) {
        Waiting.until(() -> proxy.spoilt() > spoilt, job::status);
      }
      proxy.set(Fault.NONE);
    }
    readings.close(broker);

    awaitPoints(readings.totals().size());
    awaitAll(readings);
    job.cancel();
    assertThat(points()).as("seed %d", seed).isEqualTo(readings.totals());
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void pointsThatInfluxRefusesAreDeadLettersAndTheOthersAreThere() throws Exception {
    long seed = seed();
    influx.createDatabase("team");
    String conflict = "totals_%s,key=other amount=\"a text\" %d".formatted(name, nanos(START));
    try (var client = org.influxdb.InfluxDBFactory.connect(influx.url())) {
      client.write(
          "team",
          "autogen",
          org.influxdb.InfluxDB.ConsistencyLevel.ONE,
          java.util.concurrent.TimeUnit.NANOSECONDS,
          conflict);
    }
    JobBundle bundle = world.intoInflux(environment());
    Readings readings = new Readings(world, bundle, seed, START);
    readings.send(broker, 3_000);
    readings.close(broker);
    Map<String, Total> accepted = new TreeMap<>(readings.totals());
    accepted.keySet().removeIf(point -> point.compareTo(WEEK.toString()) < 0);
    TreeSet<String> refused = new TreeSet<>();
    readings.totals().entrySet().stream()
        .filter(total -> !accepted.containsKey(total.getKey()))
        .forEach(total -> refused.add(line(total.getKey(), total.getValue())));

    RunningJob job = RunningJob.start(flink, bundle, null);
    awaitPoints(accepted.size());
    Waiting.until(() -> deadLetters().size() >= refused.size(), job::status);
    job.cancel();

    assertThat(points()).as("seed %d", seed).isEqualTo(accepted);
    assertThat(refused).hasSizeGreaterThan(50);
    TreeSet<String> dead = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> letter : deadLetters()) {
      dead.add(new String(letter.value(), UTF_8));
      assertThat(TopicContents.headers(letter))
          .containsEntry("stage", "influx sink")
          .containsEntry("dagger", "team/totals")
          .hasEntrySatisfying(
              "reason",
              reason ->
                  assertThat(reason)
                      .startsWith("InfluxDB does not take the point: ")
                      .contains("input field \"amount\" on measurement \"totals_" + name + "\""));
    }
    assertThat(dead).as("seed %d", seed).isEqualTo(refused);
  }

  @Test
  void isDownForAWhileAndComesBackWithWhatItHad() throws Exception {
    outage(Duration.ofSeconds(5));
  }

  /** {@code make faults}. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  @EnabledIfSystemProperty(named = "faults.long", matches = "true")
  void isDownForMinutes(int minutes) throws Exception {
    outage(Duration.ofMinutes(minutes));
  }

  /** The server itself is killed, and readings keep coming. */
  private void outage(Duration length) throws Exception {
    long seed = seed();
    JobBundle bundle = world.intoInflux(environment());
    Readings readings = new Readings(world, bundle, seed, START);
    readings.send(broker, 500);
    RunningJob job = RunningJob.start(flink, bundle, null);
    awaitPoints(1);

    influx.kill();
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      readings.send(broker, 50);
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
    assertThat(job.runs()).isTrue();
    influx.restart();
    readings.close(broker);

    awaitAll(readings);
    job.cancel();
    assertThat(points()).as("seed %d", seed).isEqualTo(readings.totals());
    assertThat(job.failure()).isEmpty();
    assertThat(deadLetters()).isEmpty();
  }

  private static long seed() {
    long seed = new Random().nextLong();
    System.out.println("InfluxFaultsIT seed " + seed);
    return seed;
  }

  private Environment environment() {
    Environment environment =
        Bundles.environment(Map.of("main", broker.bootstrapServers()), proxy.url(), directory);
    return new Environment(
        environment.name(),
        environment.platform(),
        environment.kafkaClusters(),
        environment.influxServers(),
        environment.checkpointInterval(),
        environment.stateBackend(),
        environment.checkpoints(),
        environment.savepoints(),
        environment.transactionTimeout(),
        new Environment.DeadLetters(new Topic("main", deadLetterTopic()), 1_000, 100));
  }

  private void awaitPoints(int count) throws Exception {
    Waiting.until(
        () -> points().size() >= count,
        () -> "there are %d points of %d".formatted(points().size(), count));
  }

  private void awaitAll(Readings readings) throws Exception {
    Waiting.until(
        () -> points().equals(readings.totals()),
        () ->
            "%d points of %d, not all as they should be"
                .formatted(points().size(), readings.totals().size()));
  }

  private Map<String, Total> points() throws Exception {
    Map<String, Total> points = new TreeMap<>();
    String query =
        "SELECT readings, amount, least, greatest FROM totals_%s WHERE readings > 0 GROUP BY \"key\""
            .formatted(name);
    for (var series : influx.query("team", query)) {
      for (List<Object> row : series.getValues()) {
        points.put(
            Readings.point(Instant.parse(row.get(0).toString()), series.getTags().get("key")),
            new Total(number(row, 1), number(row, 2), number(row, 3), number(row, 4)));
      }
    }
    return points;
  }

  private String deadLetterTopic() {
    return "dead-letters-" + name;
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return TopicContents.committed(broker.bootstrapServers(), deadLetterTopic());
  }

  private static long number(List<Object> row, int index) {
    return ((Number) row.get(index)).longValue();
  }

  private String line(String point, Total total) {
    String[] parts = point.split(" ");
    return "totals_%s,key=%s amount=%di,greatest=%di,least=%di,readings=%di %d"
        .formatted(
            name,
            parts[1],
            total.amount(),
            total.greatest(),
            total.least(),
            total.readings(),
            nanos(Instant.parse(parts[0])));
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L;
  }
}

package io.daggers.job.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.job.FaultyProxy;
import io.daggers.job.FaultyProxy.Fault;
import io.daggers.local.InfluxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a real InfluxDB behind a proxy that spoils connections. */
class PointDeliveryIT {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final long DAY_NANOS = 1_767_225_600_000_000_000L; // 2026-01-01

  @TempDir static Path directory;
  private static InfluxServer influx;

  private final List<String> refused = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final InfluxMetrics metrics =
      new InfluxMetrics(new UnregisteredMetricsGroup(), Clock.systemUTC());

  @BeforeAll
  static void startInflux() throws Exception {
    influx = InfluxServer.start(directory);
  }

  @AfterAll
  static void stopInflux() {
    influx.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void influxHoldsExactlyThePointsAfter(Fault fault) throws Exception {
    String database = "after_" + fault;
    try (FaultyProxy proxy = new FaultyProxy(influx.url(), Duration.ofMillis(50));
        InfluxConnection connection = connection(proxy.url(), database)) {
      PointDelivery delivery = delivery(connection);
      Map<String, String> expected = new TreeMap<>();
      delivery.deliver(points(0, expected));
      CompletableFuture<Integer> delivered = new CompletableFuture<>();

      proxy.set(fault);
      Thread writer = start(delivered, () -> delivery.deliver(points(1, expected)));
      if (fault != Fault.NONE && fault != Fault.DELAY) {
        await(() -> metrics.retries() >= 3);
        assertThat(delivered).isNotDone();
      }
      proxy.set(Fault.NONE);

      assertThat(delivered.get(30, TimeUnit.SECONDS)).isEqualTo(500);
      writer.join();
      delivery.deliver(points(2, expected));
      assertThat(stored(database)).isEqualTo(expected);
      assertThat(refused).isEmpty();
      if (fault == Fault.BUSY) {
        assertThat(pauses).contains(Duration.ofSeconds(1));
      }
    }
  }

  @Test
  void influxHoldsExactlyThePointsAfterRandomFaults() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("PointDeliveryIT seed " + seed);
    Random random = new Random(seed);
    Fault[] faults = Fault.values();
    try (FaultyProxy proxy = new FaultyProxy(influx.url(), Duration.ofMillis(20));
        InfluxConnection connection = connection(proxy.url(), "random")) {
      PointDelivery delivery = delivery(connection);
      Map<String, String> expected = new TreeMap<>();
      CompletableFuture<Integer> delivered = new CompletableFuture<>();
      Thread writer =
          start(
              delivered,
              () -> {
                int taken = 0;
                for (int batch = 0; batch < 40; batch++) {
                  taken += delivery.deliver(points(batch, expected));
                }
                return taken;
              });

      while (!delivered.isDone()) {
        long before = metrics.retries();
        Fault fault = faults[random.nextInt(faults.length)];
        proxy.set(fault);
        if (fault != Fault.NONE && fault != Fault.DELAY) {
          await(() -> metrics.retries() > before || delivered.isDone());
        }
        proxy.set(Fault.NONE);
        int goal = 1 + random.nextInt(3);
        long answered = metrics.answers();
        await(() -> metrics.answers() >= answered + goal || delivered.isDone());
      }

      assertThat(delivered.get()).isEqualTo(40 * 500);
      writer.join();
      assertThat(stored("random")).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void keepsGoodPointsAndNamesBadOnesWithTheServersReason() throws Exception {
    influx.createDatabase("types");
    try (InfluxConnection connection = connection(influx.url(), "types")) {
      PointDelivery delivery = delivery(connection);
      delivery.deliver(List.of("m,s=first v=1i " + DAY_NANOS));
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        String value = i == 17 ? "1.5" : i == 900 ? "\"text\"" : i + "i";
        lines.add("m,s=s%d v=%s %d".formatted(i, value, DAY_NANOS));
      }

      int taken = delivery.deliver(lines);

      assertThat(taken).isEqualTo(998);
      assertThat(influx.count("types", "m", "v")).isEqualTo(999);
      assertThat(refused).hasSize(2);
      assertThat(refused.get(0))
          .startsWith("m,s=s17 v=1.5 ")
          .contains("field type conflict", "already exists as type integer");
      assertThat(refused.get(1)).startsWith("m,s=s900 v=\"text\" ");
    }
  }

  @Test
  void namesPointsBeyondRetentionWithoutSearching() throws Exception {
    influx.createDatabase("old");
    influx.query("old", "CREATE RETENTION POLICY brief ON old DURATION 1h REPLICATION 1");
    InfluxEndpoint endpoint = new InfluxEndpoint(influx.url(), null, null, "old", "brief", false);
    try (InfluxConnection connection = new InfluxConnection(endpoint)) {
      PointDelivery delivery = delivery(endpoint, connection);

      int taken = delivery.deliver(points(0, new TreeMap<>()));

      assertThat(taken).isZero();
      assertThat(refused).hasSize(500).allMatch(line -> line.contains("beyond retention policy"));
      assertThat(metrics.answers()).isEqualTo(1);
    }
  }

  @Test
  void failsAtOnceWithoutADatabaseOrRetentionPolicy() throws Exception {
    influx.createDatabase("there");
    for (InfluxEndpoint endpoint :
        List.of(
            new InfluxEndpoint(influx.url(), null, null, "not_there", null, false),
            new InfluxEndpoint(influx.url(), null, null, "there", "no_policy", false))) {
      try (InfluxConnection connection = new InfluxConnection(endpoint)) {
        assertThatThrownBy(() -> delivery(endpoint, connection).deliver(points(0, new TreeMap<>())))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("does not let team/dagger write to database")
            .hasMessageContaining("not found");
      }
    }
  }

  private PointDelivery delivery(InfluxConnection connection) {
    return delivery(new InfluxEndpoint("http://proxy", null, null, "db", null, true), connection);
  }

  private PointDelivery delivery(InfluxEndpoint endpoint, InfluxConnection connection) {
    return new PointDelivery(
        "team/dagger",
        endpoint,
        connection,
        new RetryDelays(new Random(5)),
        metrics,
        (line, reason) -> refused.add(line + ": " + reason),
        pause -> {
          pauses.add(pause);
          Thread.sleep(pause.toMillis() / 20);
        },
        Clock.systemUTC());
  }

  private static InfluxConnection connection(String url, String database) {
    return new InfluxConnection(
        new InfluxEndpoint(url, null, null, database, "autogen", true), SHORT);
  }

  /** 500 points; half of them take the place of points of the batch before. */
  private static List<String> points(int batch, Map<String, String> expected) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int series = batch * 250 + i;
      String value = String.valueOf(batch * 1_000_000 + i);
      lines.add("m,s=s%d v=%si %d".formatted(series, value, DAY_NANOS));
      expected.put("s" + series, value);
    }
    return lines;
  }

  private static Map<String, String> stored(String database) throws Exception {
    Map<String, String> stored = new TreeMap<>();
    for (var series : influx.query(database, "SELECT v FROM m GROUP BY s")) {
      assertThat(series.getValues()).hasSize(1);
      long value = ((Number) series.getValues().get(0).get(1)).longValue();
      stored.put(series.getTags().get("s"), String.valueOf(value));
    }
    return stored;
  }

  private interface Work {
    int run() throws IOException, InterruptedException;
  }

  private static Thread start(CompletableFuture<Integer> result, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.run());
              } catch (IOException | InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    return thread;
  }

  private interface Condition {
    boolean holds() throws ExecutionException, InterruptedException;
  }

  private static void await(Condition condition) throws Exception {
    io.daggers.job.Waiting.until(condition::holds, () -> "not yet");
  }
}

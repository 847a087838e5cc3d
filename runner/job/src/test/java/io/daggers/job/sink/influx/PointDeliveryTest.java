package io.daggers.job.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.job.secret.LateSecret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class PointDeliveryTest {

  private static final InfluxEndpoint ENDPOINT =
      new InfluxEndpoint(
          "http://u:p@influx:8086",
          "daggers",
          new LateSecret("secret://env/hunter2", null),
          "db",
          null,
          false);

  private final InfluxMetrics metrics =
      new InfluxMetrics(new UnregisteredMetricsGroup(), Clock.systemUTC());
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  @Test
  void endsWithEveryGoodPointAndTheNewestValuesWhateverHappens() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      InMemoryInflux influx =
          new InMemoryInflux(random, random.nextDouble() * 0.6, 1 + random.nextInt(50));
      PointDelivery delivery = delivery(influx);
      Map<String, String> expected = new HashMap<>();
      List<String> bad = new ArrayList<>();
      refused.clear();
      int taken = 0;
      int good = 0;
      for (int batch = 0; batch < 3; batch++) {
        List<String> lines = new ArrayList<>();
        int size = 1 + random.nextInt(60);
        for (int i = 0; i < size; i++) {
          String series = "s" + random.nextInt(10);
          if (random.nextInt(12) == 0) {
            lines.add(series + " bad" + batch + "-" + i);
            bad.add(lines.get(i) + ": a bad line");
          } else {
            lines.add(series + " " + batch + "-" + i);
            expected.put(series, batch + "-" + i);
            good++;
          }
        }
        taken += delivery.deliver(lines);
      }

      assertThat(influx.values).as("seed %d, round %d", seed, round).isEqualTo(expected);
      assertThat(refused).as("seed %d, round %d", seed, round).isEqualTo(bad);
      assertThat(taken).as("seed %d, round %d", seed, round).isEqualTo(good);
    }
  }

  @Test
  void findsOneBadPointWithFewRequests() throws Exception {
    InMemoryInflux influx = new InMemoryInflux(new Random(1), 0, Integer.MAX_VALUE);
    List<String> lines =
        IntStream.range(0, 4_096).mapToObj(i -> i == 1_000 ? "s bad" : "s" + i + " 1").toList();

    delivery(influx).deliver(lines);

    assertThat(refused).hasSize(1);
    assertThat(influx.batches).hasSize(25);
  }

  @Test
  void waitsAsLongAsItTakesAndTellsIt() throws Exception {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(new Answer.Unavailable("HTTP 503", Duration.ofSeconds(90)));
    }
    answers.add(new Answer.Taken());

    int taken = delivery(scripted(answers)).deliver(List.of("s 1"));

    assertThat(taken).isEqualTo(1);
    assertThat(pauses).hasSize(200).containsOnly(Duration.ofSeconds(90));
    assertThat(metrics.retries()).isEqualTo(200);
    assertThat(metrics.outageSeconds()).isZero();
  }

  @Test
  void endsItsWaitWhenTheTaskIsCancelled() {
    PointDelivery delivery =
        delivery(
            scripted(List.of(new Answer.Unavailable("no answer", null))),
            pause -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> delivery.deliver(List.of("s 1")))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void failsAtOnceWhereAPersonMustActAndNeverSaysThePassword() {
    PointDelivery delivery =
        delivery(scripted(List.of(new Answer.Misconfigured("HTTP 401: authorization failed"))));

    assertThatThrownBy(() -> delivery.deliver(List.of("s 1")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "InfluxDB at http://influx:8086 does not let team/dagger write to database 'db' as"
                + " user 'daggers' (HTTP 401: authorization failed). Check url, username, password"
                + " and retention_policy of the server in the environment, and that the database"
                + " exists and the user may write to it");
    assertThat(ENDPOINT.toString()).isEqualTo("http://influx:8086/db");
  }

  @Test
  void doesNotHalveWhatIsKnownToBeRefusedAltogether() throws Exception {
    delivery(scripted(List.of(new Answer.Refused("too old", true)))).deliver(List.of("a 1", "b 1"));

    assertThat(refused).containsExactly("a 1: too old", "b 1: too old");
  }

  @Test
  void givesUpOnASinglePointThatIsTooLarge() throws Exception {
    delivery(new InMemoryInflux(new Random(1), 0, 0)).deliver(List.of("a 1", "b 1"));

    assertThat(refused).containsExactly("a 1: HTTP 413", "b 1: HTTP 413");
  }

  private PointDelivery delivery(PointServer server) {
    return delivery(server, pauses::add);
  }

  private PointDelivery delivery(PointServer server, PointDelivery.Pause pause) {
    return new PointDelivery(
        "team/dagger",
        ENDPOINT,
        server,
        new RetryDelays(new Random(5)),
        metrics,
        (line, reason) -> refused.add(line + ": " + reason),
        pause,
        Clock.systemUTC());
  }

  private static PointServer scripted(List<Answer> answers) {
    var next = answers.iterator();
    return new PointServer() {
      @Override
      public Answer write(List<String> lines) {
        return next.next();
      }

      @Override
      public void close() {}
    };
  }
}

package io.daggers.cli.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.yarn.QueueMemory;
import io.daggers.definition.RepositoryFiles;
import io.daggers.topology.Environment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Against queues, for whatever YARN may say. */
class CapacityTest {

  private static final Environment.Yarn YARN =
      new Environment.Yarn("hdfs://name/daggers", Map.of("b", "shared", "c", "shared"), null, null);
  private static final Environment ENVIRONMENT =
      new Environment(
          "production",
          Environment.Platform.YARN,
          Map.of(),
          Map.of(),
          Duration.ofSeconds(10),
          Environment.StateBackend.HASHMAP,
          "hdfs://name/checkpoints",
          "hdfs://name/savepoints",
          Environment.DEFAULT_TRANSACTION_TIMEOUT,
          Environment.DeadLetters.NOT_KEPT,
          YARN,
          null);

  @Test
  void addsUpWhatTeamsAskOfOneQueue() {
    Capacity capacity = capacity(queue -> Optional.of(new QueueMemory(1_024, 4_096)));

    assertThat(capacity.fits()).isTrue();
    assertThat(CapacityText.lines(capacity))
        .contains(
            "QUEUE   TEAMS  ASKED FOR  HAS  IN USE  FREE",
            "a       a          1792m   5g      1g    4g",
            "shared  b, c       3584m   5g      1g    4g");
  }

  @Test
  void saysWhichQueueIsTooSmallAndWhatToDo() {
    Capacity capacity = capacity(queue -> Optional.of(new QueueMemory(1_024, 1_024)));

    assertThat(capacity.problems())
        .containsExactly(
            "queue 'shared' has 2g, and the daggers of b, c ask for 3584m: give it more, lower"
                + " `resources:` or `parallelism:`, or suspend some");
  }

  @Test
  void saysWhichQueueIsMissing() {
    Capacity capacity =
        capacity(
            queue ->
                queue.equals("a") ? Optional.empty() : Optional.of(new QueueMemory(0, 65_536)));

    assertThat(capacity.problems())
        .containsExactly(
            "YARN has no queue 'a', where the daggers of a are to run: make it, or name another"
                + " under `yarn: queues:` in infra/environments/production.yaml");
  }

  @Test
  void asksYarnNoMoreWhereItDoesNotAnswer() {
    AtomicInteger asked = new AtomicInteger();

    Capacity capacity =
        capacity(
            queue -> {
              asked.incrementAndGet();
              throw new PlatformException("YARN does not answer");
            });

    assertThat(asked).hasValue(1);
    assertThat(capacity.fits()).isTrue();
    assertThat(capacity.notes())
        .containsExactly("what queues have is not known: YARN does not answer");
    assertThat(capacity.queues()).hasSize(2).allMatch(queue -> queue.memory() == null);
  }

  private static Capacity capacity(Capacity.QueueBook book) {
    Map<String, byte[]> files = new TreeMap<>();
    for (String team : new String[] {"a", "b", "c"}) {
      files.put("daggers/" + team + "/one/dagger.yaml", yaml());
      files.put("daggers/" + team + "/one/query.sql", "SELECT 1".getBytes(StandardCharsets.UTF_8));
    }
    Demands demands = Demands.of(RepositoryFiles.of(files), ENVIRONMENT.name());
    return Capacity.onYarn(ENVIRONMENT, YARN, demands, book);
  }

  private static byte[] yaml() {
    return """
        description: A dagger
        sources: {bookings: rides.booking.v1.BookingEvent}
        sink: {influx: {measurement: m, time: t, tags: [], fields: [n]}}
        """
        .getBytes(StandardCharsets.UTF_8);
  }
}

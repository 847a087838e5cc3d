package io.daggers.job.sink.influx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A server of {@code series value} lines that keeps the newest value of a series, takes no line
 * that has {@code bad} in it, and fails as often as it is told. As InfluxDB does, it keeps the good
 * lines of a batch that it refuses, and what it answers may be lost.
 */
final class InMemoryInflux implements PointServer {

  final Map<String, String> values = new HashMap<>();
  final List<Integer> batches = new ArrayList<>();
  private final Random random;
  private final double failing;
  private final int most;

  /**
   * @param failing the share of attempts that fail
   * @param most lines it takes at once
   */
  InMemoryInflux(Random random, double failing, int most) {
    this.random = random;
    this.failing = failing;
    this.most = most;
  }

  @Override
  public Answer write(List<String> lines) {
    batches.add(lines.size());
    boolean fails = random.nextDouble() < failing;
    if (fails && random.nextBoolean()) {
      return new Answer.Unavailable("before it was written", Duration.ofSeconds(2));
    }
    if (lines.size() > most) {
      return new Answer.TooLarge("HTTP 413");
    }
    boolean refused = false;
    for (String line : lines) {
      if (line.contains("bad")) {
        refused = true;
      } else {
        String[] parts = line.split(" ");
        values.put(parts[0], parts[1]);
      }
    }
    if (fails) {
      return new Answer.Unavailable("after it was written", null);
    }
    return refused ? new Answer.Refused("a bad line", false) : new Answer.Taken();
  }

  @Override
  public void close() {}
}

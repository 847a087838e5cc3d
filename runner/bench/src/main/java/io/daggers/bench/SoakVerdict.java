package io.daggers.bench;

import io.daggers.bench.SoakRecord.Memory;
import io.daggers.bench.SoakRecord.Reading;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether a job caught up, kept up, and did so in memory that does not grow. The last two are
 * judged by the last two thirds of the time after it caught up.
 */
final class SoakVerdict {

  private static final double MOST_SECONDS_BEHIND = 5;

  /** Of the mean, by the straight line that fits best. */
  private static final double MOST_GROWTH = 0.1;

  private static final int FEWEST_SAMPLES = 3;

  private final SoakRecord record;
  private final List<Reading> readings;
  private final List<Memory> memories;

  private SoakVerdict(SoakRecord record, Reading caughtUp) {
    this.record = record;
    this.readings =
        lastTwoThirds(
            record.readings().stream().filter(r -> r.millis() > caughtUp.millis()).toList());
    this.memories =
        lastTwoThirds(
            record.memories().stream().filter(m -> m.millis() > caughtUp.millis()).toList());
  }

  /** Says how it went, and whether all is well. */
  static boolean print(SoakRecord record) {
    List<Reading> reading = record.readings().stream().filter(r -> r.records() > 0).toList();
    for (Reading now : reading) {
      Reading begin = reading.get(0);
      if (now.records() > begin.records() && record.secondsBehind(now) < 1) {
        double seconds = (now.millis() - begin.millis()) / 1_000.0;
        System.out.printf(
            "caught up within %.0f s of its first second, at %,.0f records/s%n",
            seconds, (now.records() - begin.records()) / seconds);
        SoakVerdict verdict = new SoakVerdict(record, now);
        if (verdict.memories.size() < FEWEST_SAMPLES) {
          System.out.println("TOO SHORT after it has caught up: take more MINUTES");
          return false;
        }
        return verdict.printKeepingUp() & verdict.printMemory();
      }
    }
    System.out.println("NEVER CAUGHT UP");
    return false;
  }

  private boolean printKeepingUp() {
    Reading begin = readings.get(0);
    Reading end = readings.get(readings.size() - 1);
    double seconds = (end.millis() - begin.millis()) / 1_000.0;
    double millions = (end.records() - begin.records()) / 1e6;
    double behind = readings.stream().mapToDouble(record::secondsBehind).max().orElseThrow();
    boolean fine = behind <= MOST_SECONDS_BEHIND;
    System.out.printf(
        "%s %,d records/s: read %,.0f a second over %.0f s, at most %.1f s behind (limit %.0f);"
            + " %.2f s of processors per million, %.0f%% of one%n",
        fine ? "kept" : "DID NOT KEEP",
        record.rate(),
        millions * 1e6 / seconds,
        seconds,
        behind,
        MOST_SECONDS_BEHIND,
        (end.cpuSeconds() - begin.cpuSeconds()) / millions,
        (end.cpuSeconds() - begin.cpuSeconds()) / seconds * 100);
    return fine;
  }

  private boolean printMemory() {
    boolean flat = print("live heap", Memory::live) & print("resident", Memory::resident);
    print("direct buffers", Memory::direct);
    print("checkpoint", Memory::checkpointBytes);
    List<Double> millis =
        memories.stream().map(memory -> (double) memory.checkpointMillis()).toList();
    System.out.printf("  checkpoints took %,.0f ms in the median%n", Medians.of(millis));
    System.out.printf(
        "%s: live heap and resident memory grow by at most %.0f%%%n",
        flat ? "memory is flat" : "MEMORY IS NOT FLAT", MOST_GROWTH * 100);
    return flat;
  }

  private boolean print(String what, ToLongFunction<Memory> bytes) {
    double mean = memories.stream().mapToLong(bytes).average().orElseThrow();
    double growth = slope(bytes) * (last().millis() - memories.get(0).millis());
    System.out.printf(
        "  %-15s %,8.1f MB in the mean of %d, %,.1f to %,.1f; growth %+.1f MB, %+.1f%%%n",
        what,
        mean / 1e6,
        memories.size(),
        memories.stream().mapToLong(bytes).min().orElseThrow() / 1e6,
        memories.stream().mapToLong(bytes).max().orElseThrow() / 1e6,
        growth / 1e6,
        growth / mean * 100);
    return growth <= MOST_GROWTH * mean;
  }

  private Memory last() {
    return memories.get(memories.size() - 1);
  }

  /** Least squares, in bytes per millisecond. */
  private double slope(ToLongFunction<Memory> bytes) {
    double meanTime = memories.stream().mapToLong(Memory::millis).average().orElseThrow();
    double meanBytes = memories.stream().mapToLong(bytes).average().orElseThrow();
    double together = 0;
    double spread = 0;
    for (Memory memory : memories) {
      double time = memory.millis() - meanTime;
      together += time * (bytes.applyAsLong(memory) - meanBytes);
      spread += time * time;
    }
    return together / spread;
  }

  private static <T> List<T> lastTwoThirds(List<T> all) {
    return all.subList(all.size() / 3, all.size());
  }
}

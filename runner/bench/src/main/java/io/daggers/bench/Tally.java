package io.daggers.bench;

import io.daggers.local.InfluxServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many bookings were completed in each minute and city.
 *
 * @param counts by minute and city
 */
record Tally(Map<String, Long> counts) {

  /** What {@link SoakProducer} counted. */
  static Tally parse(List<String> lines) {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      counts.put(
          key(Instant.ofEpochMilli(Long.parseLong(words[0])), words[1]), Long.valueOf(words[2]));
    }
    return new Tally(counts);
  }

  /** What the job wrote. */
  static Tally read(InfluxServer influx) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    if (influx.query("bench", "SHOW MEASUREMENTS").isEmpty()) {
      return new Tally(counts);
    }
    for (var series :
        influx.query(
            "bench",
            "SELECT SUM(bookings) FROM completed_bookings WHERE time > now() - 1d"
                + " AND time < now() + 1h GROUP BY time(1m), city fill(none)")) {
      for (List<Object> row : series.getValues()) {
        counts.put(
            key(Instant.parse(row.get(0).toString()), series.getTags().get("city")),
            ((Number) row.get(1)).longValue());
      }
    }
    return new Tally(counts);
  }

  private static String key(Instant minute, String city) {
    return minute + " " + city;
  }

  boolean isReached(InfluxServer influx, Duration deadline) throws Exception {
    long start = System.nanoTime();
    while (!read(influx).equals(this)) {
      if (System.nanoTime() - start > deadline.toNanos()) {
        return false;
      }
      Thread.sleep(1_000);
    }
    return true;
  }

  /** In words, of some minutes. */
  String difference(InfluxServer influx) throws Exception {
    Map<String, Long> found = read(influx).counts();
    StringBuilder words =
        new StringBuilder(this + " were produced, " + new Tally(found) + " found");
    counts.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
        .limit(10)
        .forEach(
            entry ->
                words.append(
                    "%n%s: %d, not %d"
                        .formatted(entry.getKey(), found.get(entry.getKey()), entry.getValue())));
    return words.toString();
  }

  @Override
  public String toString() {
    return "%,d completed bookings in %d minutes and cities"
        .formatted(counts.values().stream().mapToLong(Long::longValue).sum(), counts.size());
  }
}

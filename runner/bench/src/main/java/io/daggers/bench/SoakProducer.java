package io.daggers.bench;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Writes bookings that happen at a steady rate, in a process of its own. It begins in the past, as
 * if it had written all along, and is as fast as it can until it has come to now.
 */
final class SoakProducer {

  private static final int JITTER_MILLIS = 4_000;
  private static final long MINUTE = 60_000;

  private SoakProducer() {}

  /**
   * Prints {@code live FIRST_MILLIS} when it has come to now, and at the end {@code MILLIS CITY
   * COUNT} for each minute and city, as the query should have it.
   *
   * @param args bootstrap servers, records in a second, seconds of the past, seconds from now on
   */
  public static void main(String[] args) throws Exception {
    long rate = Long.parseLong(args[1]);
    long past = Duration.ofSeconds(Long.parseLong(args[2])).toMillis();
    long future = Duration.ofSeconds(Long.parseLong(args[3])).toMillis();
    EncodedBookings bookings = new EncodedBookings(20_261_129);
    Map<Long, Map<String, Long>> counts = new TreeMap<>();
    long first = System.currentTimeMillis() - past;
    long records = rate * (past + future) / 1_000;
    boolean live = false;
    try (KafkaProducer<byte[], byte[]> producer = Producers.open(args[0])) {
      for (long i = 0; i < records; i++) {
        long now = System.currentTimeMillis();
        long due = first + i * 1_000 / rate;
        if (due >= now) {
          if (!live) {
            live = true;
            System.out.println("live " + first);
          }
          Thread.sleep(5);
        }
        long millis = due - i * 7_919 % JITTER_MILLIS;
        Producers.send(producer, i, bookings.at(i, millis));
        if (bookings.isCompleted(i)) {
          counts
              .computeIfAbsent(millis - millis % MINUTE, minute -> new TreeMap<>())
              .merge(bookings.booking(i).getCity(), 1L, Long::sum);
        }
      }
      end(producer, bookings, first + past + future);
    }
    counts.forEach(
        (minute, cities) ->
            cities.forEach((city, count) -> System.out.println(minute + " " + city + " " + count)));
  }

  /** Ends the windows with a booking in each partition that is not counted. */
  private static void end(
      KafkaProducer<byte[], byte[]> producer, EncodedBookings bookings, long now) {
    long sent = 0;
    for (long i = 0; sent < Bookings.PARTITIONS; i++) {
      if (!bookings.isCompleted(i)) {
        Producers.send(producer, sent++, bookings.at(i, now + 10 * MINUTE));
      }
    }
  }
}

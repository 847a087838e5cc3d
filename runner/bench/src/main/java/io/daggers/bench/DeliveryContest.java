package io.daggers.bench;

import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import io.daggers.topology.Environment;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/**
 * A dagger that writes each booking into a Kafka topic, in a process of its own. What it costs is
 * taken when all records are in the topic; then it is looked at how long single ones take until a
 * reader of what is committed sees them.
 */
final class DeliveryContest {

  private static final String DAGGER =
      """
      description: Bookings, as trips
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        kafka:
          schema: bench.trip.v1.Trip
          key: [customer_id]
          delivery: %s
      in:
        bench: {start: earliest}
      """;
  private static final String QUERY =
      """
      SELECT event_timestamp, order_number, customer_id, fare.total AS total FROM bookings
      """;

  private DeliveryContest() {}

  /**
   * Prints {@code CPU_SECONDS WALL_SECONDS ROWS} of the records that follow the first ones, and
   * then {@code MEDIAN_MILLIS MAX_MILLIS} of single ones.
   *
   * @param args delivery, bootstrap servers, a folder, how many records come first
   */
  public static void main(String[] args) throws Exception {
    long first = Long.parseLong(args[3]);
    JobBundle bundle =
        BenchRepository.bundle(
            DAGGER.formatted(args[0]),
            QUERY,
            BenchRepository.environment(
                args[1], "http://127.0.0.1:1", Environment.StateBackend.HASHMAP));
    Configuration cluster = BenchFlink.configuration();
    cluster.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        Path.of(args[2], "checkpoints").toUri().toString());
    try (TripTopic trips = new TripTopic(args[1])) {
      long records = trips.size(Contender.TOPIC);
      long before = trips.size(TripTopic.NAME);
      trips.beginHere();
      try (BenchFlink flink =
          BenchFlink.run(DaggerJob.graph(bundle, SecretReferences.WITHOUT_FILES::late), cluster)) {
        flink.await(() -> trips.size(TripTopic.NAME) - before, first, 50);
        Stopwatch stopwatch = new Stopwatch();
        flink.await(() -> trips.size(TripTopic.NAME) - before, records, 50);
        stopwatch.lap(records - first);
        trips.readExactly(records);
        trips.printDelays();
      }
    }
    Runtime.getRuntime().halt(0);
  }
}

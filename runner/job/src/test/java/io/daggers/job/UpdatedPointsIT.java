package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import io.daggers.local.InfluxServer;
import io.daggers.local.KafkaBroker;
import io.daggers.schema.SchemaCatalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query that writes rows again keeps one point for each of its groups. */
class UpdatedPointsIT {

  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final String YAML =
      """
      description: Bookings and revenue of the day so far, per city
      sources:
        bookings:
          schema: rides.booking.v1.BookingEvent
          clusters: [mainstream]
      sink:
        influx:
          measurement: today
          time: day_start
          tags: [city]
          fields: [bookings, {cancelled: {column: cancelled, default: 0}}]
      state: {ttl: 36h}
      in:
        local: {start: earliest}
      """;
  private static final String SQL =
      """
      SELECT
        FLOOR(rowtime TO DAY) AS day_start,
        city,
        COUNT(*) AS bookings,
        SUM(CASE WHEN status = 'CANCELLED' THEN 1 END) AS cancelled
      FROM bookings
      GROUP BY FLOOR(rowtime TO DAY), city
      """;

  @TempDir static Path directory;
  private static KafkaBroker broker;
  private static InfluxServer influx;
  private static MiniCluster flink;

  @BeforeAll
  static void startServices() throws Exception {
    broker = KafkaBroker.start(directory.resolve("mainstream"));
    influx = InfluxServer.start(directory.resolve("influx"));
    flink = MiniClusters.start();
  }

  @AfterAll
  static void stopServices() throws Exception {
    flink.close();
    influx.close();
    broker.close();
  }

  @Test
  void holdsOnePointPerGroupWithTheLatestValues() throws Exception {
    broker.createTopic("booking-log", 2);
    JobBundle bundle =
        Bundles.of(
            "transport/today",
            YAML,
            SQL,
            Bundles.environment(
                Map.of("mainstream", broker.bootstrapServers()), influx.url(), directory));
    Descriptor booking =
        SchemaCatalog.of(bundle.schemas())
            .schema("rides.booking.v1.BookingEvent")
            .orElseThrow()
            .descriptor();
    Map<String, List<Long>> expected = new HashMap<>();
    Random random = new Random(11);

    StreamGraph graph = DaggerJob.graph(bundle, SecretReferences.WITHOUT_FILES::late);
    var job = flink.submitJob(graph.getJobGraph()).get().getJobID();
    for (int round = 0; round < 2; round++) {
      try (var records = new Records(broker)) {
        for (int i = 0; i < 1_000; i++) {
          Instant time = DAY.plusSeconds(i * 100L);
          boolean cancelled = random.nextInt(4) == 0;
          String city = random.nextBoolean() ? "jakarta" : "bandung";
          String status = cancelled ? "CANCELLED" : "REQUESTED";
          records.send("booking-log", i % 2, booking(booking, time, status, city));
          String point = time.toString().substring(0, 10) + " " + city;
          expected.merge(
              point,
              List.of(1L, cancelled ? 1L : 0L),
              (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }
      }

      Waiting.until(
          () -> points().equals(expected), () -> "points " + points() + ", expected " + expected);
      assertThat(points()).isEqualTo(expected);
    }
    flink.cancelJob(job).get();
  }

  /**
   * Bookings and cancelled ones by day and city; a second point of a group would show as another.
   */
  private static Map<String, List<Long>> points() throws Exception {
    Map<String, List<Long>> points = new HashMap<>();
    for (var series :
        influx.query("transport", "SELECT bookings, cancelled FROM today GROUP BY city")) {
      for (List<Object> row : series.getValues()) {
        String day = row.get(0).toString();
        assertThat(day).endsWith("T00:00:00Z");
        points.put(
            day.substring(0, 10) + " " + series.getTags().get("city"),
            List.of(((Number) row.get(1)).longValue(), ((Number) row.get(2)).longValue()));
      }
    }
    return points;
  }

  private static byte[] booking(Descriptor booking, Instant time, String status, String city) {
    var statusField = booking.findFieldByName("status");
    return DynamicMessage.newBuilder(booking)
        .setField(
            booking.findFieldByName("event_timestamp"),
            Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build())
        .setField(statusField, statusField.getEnumType().findValueByName(status))
        .setField(booking.findFieldByName("city"), city)
        .build()
        .toByteArray();
  }
}

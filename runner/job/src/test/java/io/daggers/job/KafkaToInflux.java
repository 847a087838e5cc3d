package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From records to points, end to end, on the servers that a test brings. */
abstract class KafkaToInflux {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  /**
   * Where the servers are; they hold nothing yet.
   *
   * @param mainstream the bootstrap servers of one Kafka cluster
   * @param food and of another
   * @param influx the URL of an InfluxDB that asks nobody for a password
   */
  record Servers(String mainstream, String food, String influx) {}

  abstract Servers servers();

  @Test
  void countsCompletedBookingsOfTwoKafkaClustersAndSurvivesUndecodableBytes() throws Exception {
    Servers servers = servers();
    createTopics(servers.mainstream(), topic("booking-log", 2), topic("dead-letters", 1));
    createTopics(servers.food(), topic("food-booking-log", 2));
    JobBundle bundle =
        Bundles.own(
            "transport/completed-bookings",
            keepingDeadLetters(
                Bundles.environment(
                    Map.of("mainstream", servers.mainstream(), "food", servers.food()),
                    servers.influx(),
                    directory)));
    Descriptor booking =
        SchemaCatalog.of(bundle.schemas())
            .schema("rides.booking.v1.BookingEvent")
            .orElseThrow()
            .descriptor();
    Map<String, Long> expected = new HashMap<>();
    Random random = new Random(7);
    try (var mainstream = new Records(servers.mainstream());
        var food = new Records(servers.food())) {
      for (int i = 0; i < 3_000; i++) {
        Instant time = START.plusMillis(i * 100L);
        boolean completed = random.nextInt(3) == 0;
        String city = random.nextBoolean() ? "jakarta" : "bandung";
        byte[] value = booking(booking, time, completed ? "COMPLETED" : "REQUESTED", city);
        if (i % 3 == 0) {
          food.send("food-booking-log", i % 2, value);
        } else {
          mainstream.send("booking-log", i % 2, value);
        }
        if (completed) {
          expected.merge(city, 1L, Long::sum);
        }
        if (i % 500 == 0) {
          mainstream.send("booking-log", 0, new byte[] {10, 127, 1});
        }
      }
      for (int partition = 0; partition < 2; partition++) {
        byte[] closer = booking(booking, START.plusSeconds(3_600), "REQUESTED", "jakarta");
        mainstream.send("booking-log", partition, closer);
        food.send("food-booking-log", partition, closer);
      }
    }

    StreamGraph graph = DaggerJob.graph(bundle, SecretReferences.WITHOUT_FILES::late);
    try (MiniCluster flink = MiniClusters.start();
        InfluxDB influx = InfluxDBFactory.connect(servers.influx())) {
      var job = flink.submitJob(graph.getJobGraph()).get().getJobID();
      Waiting.until(
          () -> sums(influx).equals(expected),
          () -> "sums " + sums(influx) + ", expected " + expected);
      Waiting.until(() -> deadLetters(servers).size() >= 6, () -> deadLetters(servers).toString());
      flink.cancelJob(job).get();
      assertThat(sums(influx)).isEqualTo(expected);
    }
    assertThat(deadLetters(servers))
        .hasSize(6)
        .allSatisfy(
            letter -> {
              assertThat(letter.value()).containsExactly(10, 127, 1);
              assertThat(TopicContents.headers(letter))
                  .containsEntry("dagger", "transport/completed-bookings")
                  .containsEntry("stage", "source")
                  .containsEntry("source_topic", "booking-log")
                  .containsEntry("source_partition", "0")
                  .containsEntry(
                      "reason",
                      "no rides.booking.v1.BookingEvent: not a protobuf message: a length of 127");
            });
  }

  private static Environment keepingDeadLetters(Environment environment) {
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
        new Environment.DeadLetters(new Topic("mainstream", "dead-letters"), 1_000, 10));
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, partitions, (short) 1);
  }

  private static void createTopics(String bootstrapServers, NewTopic... topics) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(topics)).all().get();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLetters(Servers servers) {
    return TopicContents.committed(servers.mainstream(), "dead-letters");
  }

  private static Map<String, Long> sums(InfluxDB influx) {
    Query query =
        new Query("SELECT SUM(bookings) FROM completed_bookings GROUP BY city", "transport");
    QueryResult.Result answer = influx.query(query).getResults().get(0);
    Map<String, Long> sums = new HashMap<>();
    if (answer.getSeries() != null) {
      for (var series : answer.getSeries()) {
        List<Object> row = series.getValues().get(0);
        sums.put(series.getTags().get("city"), ((Number) row.get(1)).longValue());
      }
    }
    return sums;
  }

  private static byte[] booking(Descriptor booking, Instant time, String status, String city) {
    Descriptor location = booking.findFieldByName("pickup").getMessageType();
    Message pickup =
        DynamicMessage.newBuilder(location)
            .setField(location.findFieldByName("latitude"), -6.2)
            .setField(location.findFieldByName("longitude"), 106.8)
            .build();
    var statusField = booking.findFieldByName("status");
    return DynamicMessage.newBuilder(booking)
        .setField(
            booking.findFieldByName("event_timestamp"),
            Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build())
        .setField(statusField, statusField.getEnumType().findValueByName(status))
        .setField(booking.findFieldByName("city"), city)
        .setField(booking.findFieldByName("pickup"), pickup)
        .build()
        .toByteArray();
  }
}

package io.daggers.local.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.DynamicMessage;
import io.daggers.local.KafkaBroker;
import io.daggers.local.LocalServiceException;
import io.daggers.local.Records;
import io.daggers.local.Repository;
import io.daggers.topology.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceIT {

  private static final EventShape ACCESS_LOG = Repository.shape("platform.api.v1.AccessLog");
  private static final EventShape PICKUP = Repository.shape("taxi.pickup.v1.Pickup");
  private static final Path APRIL =
      Repository.ROOT.resolveSibling("shared/data/uber-pickups-2014-apr.csv.gz");
  private static final Map<String, String> APRIL_COLUMNS =
      Map.of("pickup_time", "Date/Time", "latitude", "Lat", "longitude", "Lon", "base", "Base");

  @TempDir static Path directory;
  static KafkaBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBroker.start(directory);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void sendsToEveryTopicWithKeyAndEventTime() throws Exception {
    List<Topic> topics = topics("log-a", "log-b");
    Path file =
        write(
            "{\"service\": \"booking-api\", \"event_ms\": 1396310400000, \"http_status\": 200}\n");

    Produce.Produced produced = produce(new JsonLines(file), ACCESS_LOG, topics, false);

    assertThat(produced).isEqualTo(new Produce.Produced(1, 2));
    for (Topic topic : topics) {
      ConsumerRecord<String, byte[]> record = Records.readBytes(broker, topic.name(), 1).get(0);
      assertThat(record.key()).isEqualTo("booking-api");
      assertThat(record.timestamp()).isEqualTo(1396310400000L);
      DynamicMessage event = DynamicMessage.parseFrom(ACCESS_LOG.descriptor(), record.value());
      assertThat(event.getField(ACCESS_LOG.descriptor().findFieldByName("http_status")))
          .isEqualTo(200);
    }
  }

  @Test
  void sendsNothingAfterABadLine() throws Exception {
    List<Topic> topics = topics("bad");
    Path file =
        write(
            """
            {"service": "first", "event_ms": 1}
            {"service": "second", "event_ms": "soon"}
            {"service": "third", "event_ms": 3}
            """);

    assertThatThrownBy(() -> produce(new JsonLines(file), ACCESS_LOG, topics, false))
        .isInstanceOf(BadEventException.class)
        .hasMessageContaining(":2: field event_ms: ")
        .hasMessageEndingWith("Sent before it: 1.");
    produce(
        new JsonLines(write("{\"service\": \"last\", \"event_ms\": 4}")),
        ACCESS_LOG,
        topics,
        false);

    assertThat(Records.readBytes(broker, "bad", 2))
        .extracting(ConsumerRecord::key)
        .containsExactly("first", "last");
  }

  @Test
  void saysWhichKafkaClustersThereAre() throws Exception {
    Path file = write("{\"service\": \"a\", \"event_ms\": 1}");

    assertThatThrownBy(
            () -> produce(new JsonLines(file), ACCESS_LOG, List.of(new Topic("moon", "x")), false))
        .isInstanceOf(LocalServiceException.class)
        .hasMessage("the environment has no Kafka cluster 'moon': it has [mainstream]");
  }

  @Test
  void sendsARealMonthOfPickupsInOrderOfTime() throws Exception {
    assumeTrue(Files.exists(APRIL), "skipped: there are no taxi records at " + APRIL);
    List<Topic> topics = topics("april");
    CsvRows rows = new CsvRows(APRIL, APRIL_COLUMNS, TimeText.pattern("yyyy/M/d HH:mm:ss"));

    Produce.Produced produced = produce(rows, PICKUP, topics, true);

    assertThat(produced.events()).isEqualTo(65_535);
    List<ConsumerRecord<String, byte[]>> records = Records.readBytes(broker, "april", 65_535);
    assertThat(records).extracting(ConsumerRecord::timestamp).isSorted();
    assertThat(records).extracting(ConsumerRecord::key).contains("B02512", "B02598");
  }

  private static List<Topic> topics(String... names) throws Exception {
    broker.createTopics(List.of(names), 1);
    List<Topic> topics = new ArrayList<>();
    for (String name : names) {
      topics.add(new Topic("mainstream", name));
    }
    return topics;
  }

  private static Produce.Produced produce(
      EventFile file, EventShape shape, List<Topic> topics, boolean sorted) throws Exception {
    try (EventProducer producer =
        new EventProducer(
            Map.of("mainstream", Map.of("bootstrap.servers", broker.bootstrapServers())))) {
      return new Produce(file, shape, topics, sorted, new Pace.Unlimited())
          .run(producer, sent -> {});
    }
  }

  private static Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("events.jsonl"), text);
  }
}

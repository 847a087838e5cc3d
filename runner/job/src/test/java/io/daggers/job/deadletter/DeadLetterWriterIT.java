package io.daggers.job.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.job.TopicContents;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.deadletter.DeadLetter.Origin;
import io.daggers.job.deadletter.DeadLetters.Destination;
import io.daggers.job.deadletter.DeadLetters.Limit;
import io.daggers.job.secret.SecretReferences;
import io.daggers.local.KafkaBroker;
import io.daggers.topology.Environment.KafkaCluster;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterWriterIT {

  private static final Limit LIMIT = new Limit(10, 10);
  private static final DeadLetter LETTER =
      new DeadLetter(
          Stage.SOURCE,
          "its bytes are not of schema a.v1.A",
          new Origin("main", "a-log", 3, 17, 1_700_000_000_000L),
          new byte[] {10, 127, 1});

  @TempDir static Path directory;
  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = KafkaBroker.start(directory);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void keepsTheBytesWithReasonAndPlace() throws Exception {
    broker.createTopic("kept", 1);
    try (DeadLetterWriter writer = open("kept", LIMIT)) {
      writer.send(LETTER);
      writer.flush();

      ConsumerRecord<byte[], byte[]> kept = only("kept");
      assertThat(kept.value()).isEqualTo(LETTER.bytes());
      assertThat(new String(kept.key(), UTF_8)).isEqualTo("team/dagger");
      assertThat(TopicContents.headers(kept))
          .isEqualTo(
              Map.of(
                  "dagger", "team/dagger",
                  "environment", "test",
                  "revision", "c0ffee",
                  "stage", "source",
                  "reason", "its bytes are not of schema a.v1.A",
                  "source_cluster", "main",
                  "source_topic", "a-log",
                  "source_partition", "3",
                  "source_offset", "17",
                  "source_timestamp", "2023-11-14T22:13:20Z"));
      assertThat(writer.count()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheBeginningOfWhatIsTooLargeForATopic() throws Exception {
    broker.createTopic("large", 1);
    try (DeadLetterWriter writer = open("large", LIMIT)) {
      writer.send(new DeadLetter(Stage.SOURCE, "too large", null, new byte[3_000_000]));
      writer.flush();

      ConsumerRecord<byte[], byte[]> kept = only("large");
      assertThat(kept.value()).hasSize(DeadLetterRecord.MOST_BYTES);
      assertThat(TopicContents.headers(kept)).containsEntry("cut_from_bytes", "3000000");
    }
  }

  @Test
  void failsWhereTheyCannotBeKept() throws Exception {
    try (DeadLetterWriter writer = open("no/such*topic", LIMIT)) {
      assertThatThrownBy(
              () -> {
                writer.send(LETTER);
                writer.flush();
              })
          .isInstanceOf(DeadLetterException.class)
          .hasMessageStartingWith(
              "team/dagger cannot keep its dead letters in topic no/such*topic@main: ")
          .hasMessageContaining("Make sure that the topic exists");
    }
  }

  @Test
  void failsWhereThereAreTooManyAndSaysWhatToDo() throws Exception {
    broker.createTopic("many", 1);
    try (DeadLetterWriter writer = open("many", LIMIT)) {
      for (int i = 0; i < LIMIT.perMinute(); i++) {
        writer.send(LETTER);
      }

      assertThatThrownBy(() -> writer.send(LETTER))
          .isInstanceOf(DeadLetterException.class)
          .hasMessage(
              "team/dagger has too many dead letters: 11 of 11 records within a minute in one"
                  + " source, and environment test allows 10 and 10 %. The newest: its bytes are"
                  + " not of schema a.v1.A (a-log@main, partition 3, offset 17). Correct what"
                  + " writes such records; they are in topic many@main. If so many are right,"
                  + " raise dead_letters.most_per_minute or most_percent");
    }
    assertThat(TopicContents.committed(broker.bootstrapServers(), "many")).hasSize(11);
  }

  @Test
  void onlyCountsWhereThereIsNoTopic() throws Exception {
    DeadLetters letters = new DeadLetters("team/dagger", "test", null, null, LIMIT);
    try (DeadLetterWriter writer = letters.open(new UnregisteredMetricsGroup(), () -> 1_000)) {
      writer.send(LETTER);
      writer.flush();

      assertThat(writer.count()).isEqualTo(1);
    }
  }

  private static DeadLetterWriter open(String topic, Limit limit) {
    DeadLetters letters =
        new DeadLetters(
            "team/dagger",
            "test",
            "c0ffee",
            new Destination(
                topic,
                KafkaConnection.of(
                    "main",
                    new KafkaCluster(broker.bootstrapServers()),
                    SecretReferences.WITHOUT_FILES::late)),
            limit);
    return letters.open(new UnregisteredMetricsGroup(), () -> 0);
  }

  private static ConsumerRecord<byte[], byte[]> only(String topic) {
    var records = TopicContents.committed(broker.bootstrapServers(), topic);
    assertThat(records).hasSize(1);
    return records.get(0);
  }
}

package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

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
  void keepsRecordsWhenItIsKilledAndStartedAgain() throws Exception {
    broker.createTopic("survivors", 2);
    Records.send(broker, "survivors", "before");

    broker.kill();
    broker.restart();

    assertThat(Records.read(broker, "survivors", 1)).containsExactly("before");
  }

  @Test
  void keepsRecordsWhoseTimestampIsYearsAgo() throws Exception {
    broker.createTopic("old", 1);
    Records.sendAt(broker, "old", 1_396_310_400_000L, "2014");

    broker.stop();
    broker.restart();

    assertThat(Records.read(broker, "old", 1)).containsExactly("2014");
  }

  @Test
  void saysWhichTopicItCannotCreate() throws Exception {
    broker.createTopics(List.of("twice"), 1);

    assertThatThrownBy(() -> broker.createTopics(List.of("twice"), 1))
        .isInstanceOf(LocalServiceException.class)
        .hasMessageContaining("'twice' already exists");
  }
}

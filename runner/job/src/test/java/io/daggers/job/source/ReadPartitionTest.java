package io.daggers.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadPartitionTest {

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final TopicSight AT_TEN = TopicSight.of(Map.of(3, 10L));

  private final ReadPartition partition =
      new ReadPartition(new KafkaPartitionSplit(new TopicPartition("trips", 3), 0), 0);

  @Test
  void isIdleWhenItIsReadToItsEndAndHasBeenQuiet() {
    partition.readTo(10);

    assertThat(partition.isIdle(AT_TEN, IDLE, seconds(29))).isFalse();
    assertThat(partition.isIdle(AT_TEN, IDLE, seconds(30))).isTrue();
  }

  @Test
  void isNotIdleWhileThereIsMoreToRead() {
    partition.readTo(9);

    assertThat(partition.isIdle(AT_TEN, IDLE, seconds(90))).isFalse();
  }

  @Test
  void isNotIdleBeforeAnythingIsKnownOfIt() {
    partition.readTo(10);

    assertThat(partition.isIdle(TopicSight.of(Map.of(2, 10L)), IDLE, seconds(90))).isFalse();
  }

  @Test
  void isNotIdleAfterARecordThatTellsTheTime() {
    partition.readTo(10);
    partition.speak();

    assertThat(partition.isIdle(AT_TEN, IDLE, seconds(90))).isFalse();
    assertThat(partition.isIdle(AT_TEN, IDLE, seconds(119))).isFalse();
    assertThat(partition.isIdle(AT_TEN, IDLE, seconds(120))).isTrue();
  }

  @Test
  void isGivenTimeAfterItsKafkaClusterDidNotAnswer() {
    partition.readTo(10);

    assertThat(partition.isIdle(TopicSight.NONE, IDLE, seconds(90))).isFalse();
    assertThat(partition.isIdle(AT_TEN, IDLE, seconds(119))).isFalse();
    assertThat(partition.isIdle(AT_TEN, IDLE, seconds(120))).isTrue();
  }

  private static long seconds(int count) {
    return Duration.ofSeconds(count).toNanos();
  }
}

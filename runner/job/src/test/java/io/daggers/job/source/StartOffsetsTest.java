package io.daggers.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.definition.StartPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {

  private static final TopicPartition FIRST = new TopicPartition("trips", 0);
  private static final TopicPartition SECOND = new TopicPartition("trips", 1);
  private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

  private final Partitions partitions = new Partitions();

  @Test
  void theNewestIsTheEndOfEachPartition() {
    assertThat(begin("latest", null))
        .containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, 100L, SECOND, 7L));
  }

  @Test
  void theOldestIsTheBeginningOfEachPartition() {
    assertThat(begin("earliest", NOON))
        .containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, 20L, SECOND, 0L));
  }

  @Test
  void anInstantIsTheFirstRecordFromThenOnOrElseTheEnd() {
    assertThat(begin("2026-01-01T12:00:00Z", null))
        .containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, 50L, SECOND, 7L));
  }

  @Test
  void theNewestOfAKafkaClusterThatWasDownIsWhatCameSince() {
    assertThat(begin("latest", NOON))
        .containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, 50L, SECOND, 7L));
  }

  @Test
  void waitsForAnAnswer() {
    partitions.failures.add(new TimeoutException("no answer"));

    assertThat(begin("latest", null)).hasSize(2);
    assertThat(partitions.failures).isEmpty();
  }

  @Test
  void doesNotWaitWhereItIsRefused() {
    partitions.failures.add(new TopicAuthorizationException("trips"));

    assertThatThrownBy(() -> begin("latest", null))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
  }

  private Map<TopicPartition, Long> begin(String start, @Nullable Long silentFromStartMillis) {
    return new StartOffsets(StartPosition.parse(start), Map.of(), () -> silentFromStartMillis)
        .getPartitionOffsets(List.of(FIRST, SECOND), partitions);
  }

  /** The second one has nothing from noon on. */
  private static final class Partitions implements PartitionOffsetsRetriever {

    private final List<RuntimeException> failures = new ArrayList<>();

    @Override
    public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
      throw new AssertionError("what was committed does not matter");
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
      if (!failures.isEmpty()) {
        throw new FlinkRuntimeException("failed", failures.remove(0));
      }
      return Map.of(FIRST, 100L, SECOND, 7L);
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
      return Map.of(FIRST, 20L, SECOND, 0L);
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      assertThat(times).isEqualTo(new HashMap<>(Map.of(FIRST, NOON, SECOND, NOON)));
      return Map.of(FIRST, new OffsetAndTimestamp(50, NOON));
    }
  }
}

package io.daggers.job.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a topic whenever the connector asks for its partitions. A Kafka cluster that does not
 * answer is told, and is no failure: the partitions stay those that are known.
 */
final class TopicWatch implements KafkaSubscriber {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
  private static final int LONGEST_ANSWER_MILLIS = 5_000;

  private final TopicAddress address;
  private final transient Consumer<TopicSight> listener;
  private final HashSet<TopicPartition> known;

  private long silentSinceMillis;
  private long silentAtStartMillis;
  private boolean answered;

  /**
   * @param known partitions that were found before
   * @param listener is told of each look, by the thread that looks
   */
  TopicWatch(TopicAddress address, Set<TopicPartition> known, Consumer<TopicSight> listener) {
    this.address = address;
    this.known = new HashSet<>(known);
    this.listener = listener;
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    try {
      TopicSight sight = look(admin);
      known.clear();
      sight.ends().keySet().forEach(p -> known.add(new TopicPartition(address.topic(), p)));
      noteAnswer();
      listener.accept(sight);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalStateException) {
        // The client was closed: the job is ending.
        return Set.copyOf(known);
      }
      if (!isSilence(e.getCause())) {
        throw new FlinkRuntimeException(
            "%s cannot read topic %s of Kafka cluster '%s': %s"
                .formatted(
                    address.dagger(),
                    address.topic(),
                    address.cluster(),
                    e.getCause().getMessage()),
            e.getCause());
      }
      noteSilence(e.getCause());
      listener.accept(TopicSight.NONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRuntimeException("interrupted while looking at topic " + address.topic(), e);
    }
    return Set.copyOf(known);
  }

  /** Since when there has been no answer, if there never was one: then reading begins there. */
  @Nullable Long silentFromStartMillis() {
    return silentAtStartMillis == 0 ? null : silentAtStartMillis;
  }

  private TopicSight look(AdminClient admin) throws ExecutionException, InterruptedException {
    Set<TopicPartition> partitions =
        admin
            .describeTopics(
                List.of(address.topic()),
                new DescribeTopicsOptions().timeoutMs(LONGEST_ANSWER_MILLIS))
            .allTopicNames()
            .get()
            .get(address.topic())
            .partitions()
            .stream()
            .map(partition -> new TopicPartition(address.topic(), partition.partition()))
            .collect(Collectors.toSet());
    Map<Integer, Long> ends = new HashMap<>();
    admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
            new ListOffsetsOptions().timeoutMs(LONGEST_ANSWER_MILLIS))
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return TopicSight.of(ends);
  }

  /** A topic that never was there is a mistake that someone has to correct. */
  private boolean isSilence(Throwable thrown) {
    return thrown instanceof RetriableException
        && !(thrown instanceof UnknownTopicOrPartitionException && known.isEmpty());
  }

  private void noteSilence(Throwable reason) {
    if (silentSinceMillis == 0) {
      silentSinceMillis = System.currentTimeMillis();
      if (!answered && known.isEmpty()) {
        silentAtStartMillis = silentSinceMillis;
      }
      LOG.warn(
          "dagger={} kafka={} topic={} does not answer; windows wait for it: {}",
          address.dagger(),
          address.cluster(),
          address.topic(),
          reason.getMessage());
    }
  }

  private void noteAnswer() {
    if (silentSinceMillis != 0) {
      LOG.info(
          "dagger={} kafka={} topic={} answers again after {} s",
          address.dagger(),
          address.cluster(),
          address.topic(),
          Duration.ofMillis(System.currentTimeMillis() - silentSinceMillis).toSeconds());
    }
    silentSinceMillis = 0;
    answered = true;
  }
}

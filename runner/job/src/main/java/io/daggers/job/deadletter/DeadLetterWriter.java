package io.daggers.job.deadletter;

import io.daggers.job.deadletter.DeadLetters.Destination;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the dead letters of one subtask. Whoever has it must {@link #flush} before a checkpoint
 * completes: then each dead letter is kept at least once, also when the job fails.
 *
 * <p>For the task's own thread only.
 */
public final class DeadLetterWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  private static final int MOST_REASONS_LOGGED = 50;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final DeadLetters letters;
  private final LongSupplier records;
  private final Clock clock;
  private final Counter counter;
  private final DeadLetterRate rate;
  private final Set<String> reasons = new HashSet<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private @Nullable KafkaProducer<byte[], byte[]> producer;

  DeadLetterWriter(DeadLetters letters, MetricGroup operator, LongSupplier records, Clock clock) {
    this.letters = letters;
    this.records = records;
    this.clock = clock;
    this.counter = operator.addGroup("dagger").counter("deadLetters");
    this.rate = new DeadLetterRate(letters.limit());
  }

  /**
   * Takes one. It may still be on its way when this returns.
   *
   * @throws DeadLetterException where there are too many, or an earlier one could not be kept
   */
  public void send(DeadLetter letter) throws DeadLetterException {
    counter.inc();
    log(letter);
    Destination destination = letters.destination();
    if (destination != null) {
      keep(letter, destination);
      refuseFailed(destination);
    }
    if (rate.isExceededBy(clock.millis(), records.getAsLong())) {
      throw new DeadLetterException(tooMany(letter));
    }
  }

  /**
   * Returns when all are kept.
   *
   * @throws DeadLetterException where one could not be kept
   */
  public void flush() throws DeadLetterException {
    if (producer != null) {
      producer.flush();
      refuseFailed(letters.destination());
    }
  }

  /** How many there were since this writer was opened. */
  public long count() {
    return counter.getCount();
  }

  /** What is still on its way is given a moment. */
  @Override
  public void close() {
    if (producer != null) {
      producer.close(LONGEST_CLOSE);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
  private void keep(DeadLetter letter, Destination destination) {
    if (producer == null) {
      producer = connect(destination);
    }
    producer.send(
        DeadLetterRecord.of(letters, destination, letter),
        (metadata, thrown) -> {
          if (thrown != null) {
            failure.compareAndSet(null, thrown);
          }
        });
  }

  private void refuseFailed(@Nullable Destination destination) throws DeadLetterException {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw new DeadLetterException(
          "%s cannot keep its dead letters in topic %s: %s. Make sure that the topic exists, that it takes messages of 1 MiB, and that its Kafka cluster answers"
              .formatted(letters.dagger(), destination, thrown.getMessage()),
          thrown);
    }
  }

  private void log(DeadLetter letter) {
    if (reasons.size() < MOST_REASONS_LOGGED && reasons.add(letter.reason())) {
      LOG.warn(
          "dagger={} environment={} stage=\"{}\" first dead letter of its kind: {}{}",
          letters.dagger(),
          letters.environment(),
          letter.stage(),
          letter.reason(),
          letter.origin() == null ? "" : " (" + letter.origin() + ")");
      if (reasons.size() == MOST_REASONS_LOGGED) {
        LOG.warn(
            "dagger={} has had {} kinds of dead letters; further ones are not logged",
            letters.dagger(),
            MOST_REASONS_LOGGED);
      }
    }
  }

  private String tooMany(DeadLetter newest) {
    String where =
        letters.destination() == null
            ? "they are not kept; dead_letters.topic in the environment's file would keep them"
            : "they are in topic " + letters.destination();
    return ("%s has too many dead letters: %d of %d records within a minute in one %s, and environment %s allows %d and %d %%."
            + " The newest: %s%s. Correct what writes such records; %s."
            + " If so many are right, raise dead_letters.most_per_minute or most_percent")
        .formatted(
            letters.dagger(),
            rate.letters(),
            rate.records(),
            newest.stage(),
            letters.environment(),
            letters.limit().perMinute(),
            letters.limit().percent(),
            newest.reason(),
            newest.origin() == null ? "" : " (" + newest.origin() + ")",
            where);
  }

  private static KafkaProducer<byte[], byte[]> connect(Destination destination) {
    return new KafkaProducer<>(
        destination
            .connection()
            .with(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    // The topic, not the client, decides what is too large.
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    2 * DeadLetterRecord.MOST_BYTES)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}

package io.daggers.job.deadletter;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read, or a result that could not be written.
 *
 * @param reason in words that operators and analysts understand; best without values, because each
 *     reason is logged once
 * @param origin where the record lay; null for results, which come of many records
 * @param bytes the record's value as it was read, or the result as far as it could be made; not
 *     copied, so never to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // as Kafka has it; nobody compares dead letters
public record DeadLetter(Stage stage, String reason, @Nullable Origin origin, byte[] bytes) {

  /**
   * A record's place in Kafka.
   *
   * @param cluster the Kafka cluster's name in the environment
   * @param timestampMillis the record's own timestamp, since 1970; negative where it has none
   */
  public record Origin(
      String cluster, String topic, int partition, long offset, long timestampMillis) {

    @Override
    public String toString() {
      return "%s@%s, partition %d, offset %d".formatted(topic, cluster, partition, offset);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeadLetter letter
        && stage == letter.stage
        && reason.equals(letter.reason)
        && Objects.equals(origin, letter.origin)
        && Arrays.equals(bytes, letter.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(stage, reason, origin, Arrays.hashCode(bytes));
  }
}

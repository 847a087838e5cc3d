package io.daggers.job.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.job.deadletter.DeadLetter.Origin;
import io.daggers.job.deadletter.DeadLetters.Destination;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A dead letter as a Kafka record: the bytes are its value, the dagger is its key, and the rest is
 * in headers, as text.
 */
final class DeadLetterRecord {

  /** Fits, with its headers, into a topic of the broker's default settings. */
  static final int MOST_BYTES = 1_000_000;

  private static final int MOST_REASON = 2_000;

  private DeadLetterRecord() {}

  static ProducerRecord<byte[], byte[]> of(
      DeadLetters letters, Destination destination, DeadLetter letter) {
    byte[] bytes = letter.bytes();
    boolean tooLong = bytes.length > MOST_BYTES;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            destination.topic(),
            letters.dagger().getBytes(UTF_8),
            tooLong ? Arrays.copyOf(bytes, MOST_BYTES) : bytes);
    Headers headers = record.headers();
    add(headers, "dagger", letters.dagger());
    add(headers, "environment", letters.environment());
    if (letters.revision() != null) {
      add(headers, "revision", letters.revision());
    }
    add(headers, "stage", letter.stage());
    add(headers, "reason", shortened(letter.reason()));
    Origin origin = letter.origin();
    if (origin != null) {
      add(headers, "source_cluster", origin.cluster());
      add(headers, "source_topic", origin.topic());
      add(headers, "source_partition", origin.partition());
      add(headers, "source_offset", origin.offset());
      if (origin.timestampMillis() >= 0) {
        add(headers, "source_timestamp", Instant.ofEpochMilli(origin.timestampMillis()));
      }
    }
    if (tooLong) {
      add(headers, "cut_from_bytes", bytes.length);
    }
    return record;
  }

  private static String shortened(String reason) {
    return reason.length() <= MOST_REASON ? reason : reason.substring(0, MOST_REASON) + " ...";
  }

  private static void add(Headers headers, String name, Object value) {
    headers.add(name, value.toString().getBytes(UTF_8));
  }
}

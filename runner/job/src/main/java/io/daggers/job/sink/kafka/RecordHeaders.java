package io.daggers.job.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.job.deadletter.DeadLetters;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Whose record it is: {@code dagger}, and {@code revision} where it is known, as text. */
final class RecordHeaders {

  private RecordHeaders() {}

  static Header[] of(DeadLetters job) {
    Header dagger = new RecordHeader("dagger", job.dagger().getBytes(UTF_8));
    String revision = job.revision();
    return revision == null
        ? new Header[] {dagger}
        : new Header[] {dagger, new RecordHeader("revision", revision.getBytes(UTF_8))};
  }
}

package io.daggers.job.testing;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a source is told to do next; {@code done} completes when it has. */
sealed interface SourceStep {

  CompletableFuture<Void> done();

  record Emit(ConsumerRecord<byte[], byte[]> record, CompletableFuture<Void> done)
      implements SourceStep {}

  record Advance(long watermarkMillis, CompletableFuture<Void> done) implements SourceStep {}

  record End(CompletableFuture<Void> done) implements SourceStep {}
}

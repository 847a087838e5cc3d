package io.daggers.local.event;

import com.google.protobuf.Message;
import io.daggers.local.LocalServiceException;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Sends each event when its time has come. */
final class PacedSender implements EventFile.Receiver {

  private static final int EVENTS_PER_REPORT = 10_000;

  private final EventShape shape;
  private final List<Topic> topics;
  private final Pace pace;
  private final EventProducer producer;
  private final LongConsumer progress;
  private @Nullable Instant firstTime;
  private long beginNanos;
  private long sent;

  PacedSender(
      EventShape shape,
      List<Topic> topics,
      Pace pace,
      EventProducer producer,
      LongConsumer progress) {
    this.shape = shape;
    this.topics = topics;
    this.pace = pace;
    this.producer = producer;
    this.progress = progress;
  }

  @Override
  public void receive(Message event) throws LocalServiceException, InterruptedException {
    awaitDue(shape.timeOf(event).orElseThrow());
    for (Topic topic : topics) {
      producer.send(shape, event, topic);
    }
    sent++;
    if (sent % EVENTS_PER_REPORT == 0) {
      progress.accept(sent);
    }
  }

  long sent() {
    return sent;
  }

  private void awaitDue(Instant time) throws InterruptedException {
    if (firstTime == null) {
      firstTime = time;
      beginNanos = System.nanoTime();
    }
    Duration passed = Duration.ofNanos(System.nanoTime() - beginNanos);
    Duration wait = pace.due(sent, firstTime, time).minus(passed);
    if (wait.toMillis() > 0) {
      Thread.sleep(wait.toMillis());
    }
  }
}

package io.daggers.local.event;

import com.google.protobuf.Message;
import io.daggers.local.LocalServiceException;
import io.daggers.topology.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Sends the events of a file.
 *
 * @param topics each gets every event
 * @param sorted whether the events are first put in order of time, in memory
 */
public record Produce(
    EventFile file, EventShape shape, List<Topic> topics, boolean sorted, Pace pace) {

  public Produce {
    topics = List.copyOf(topics);
  }

  /** What was written: events of the file, and records on all topics together. */
  public record Produced(long events, long records) {}

  /**
   * Returns when all records are written.
   *
   * @param progress is told now and then how many events were sent
   * @throws BadEventException at the first bad line; nothing after it was sent
   * @throws LocalServiceException if a Kafka cluster does not take the events
   */
  public Produced run(EventProducer producer, LongConsumer progress)
      throws BadEventException, IOException, LocalServiceException, InterruptedException {
    PacedSender sender = new PacedSender(shape, topics, pace, producer, progress);
    try {
      if (sorted) {
        for (Message event : inOrderOfTime()) {
          sender.receive(event);
        }
      } else {
        file.read(shape, sender);
      }
    } catch (BadEventException e) {
      producer.flush();
      throw e.afterSending(sender.sent());
    }
    producer.flush();
    progress.accept(sender.sent());
    return new Produced(sender.sent(), sender.sent() * topics.size());
  }

  private List<Message> inOrderOfTime()
      throws BadEventException, IOException, LocalServiceException, InterruptedException {
    List<Message> events = new ArrayList<>();
    file.read(shape, events::add);
    events.sort(Comparator.comparing(event -> shape.timeOf(event).orElseThrow()));
    return events;
  }
}

package io.daggers.local.traffic;

import com.google.protobuf.DynamicMessage;
import io.daggers.local.LocalServiceException;
import io.daggers.local.event.EventProducer;
import io.daggers.local.event.EventShape;
import io.daggers.topology.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The events of a ride-hailing company: first those of the last three hours as fast as they can be
 * written, then live ones. Streams it does not know get plausible ones.
 */
public final class CityTraffic {

  /** How far back events go. */
  public static final Duration PAST = Duration.ofHours(3);

  private static final double LIVE_DENSITY = 5;
  private static final Duration LONGEST_BOOKING = Duration.ofMinutes(40);
  private static final int EVENTS_PER_REPORT = 10_000;

  /** Is told how the past is being written. */
  @FunctionalInterface
  public interface Progress {

    /**
     * @param events sent so far
     * @param reached the event time of the last of them
     */
    void past(long events, Instant reached);
  }

  private final Map<String, EventShape> streams;
  private final EventProducer producer;
  private final Simulation simulation;
  private final Instant now;
  private Event next;

  /**
   * @param streams those to feed: all but the ones that daggers write
   * @param now where the past ends and live events begin
   */
  public CityTraffic(
      Collection<EventShape> streams, EventProducer producer, long seed, Instant now) {
    this.streams =
        streams.stream().collect(Collectors.toMap(EventShape::name, Function.identity()));
    this.producer = producer;
    this.now = now;
    Instant begin = now.minus(PAST).minus(LONGEST_BOOKING);
    this.simulation =
        new Simulation(
            Activities.of(streams), seed, micros(begin), new Density(micros(now), LIVE_DENSITY));
    this.next = simulation.next();
  }

  /** Returns the number of events when all of the past are written. */
  public long writePast(Progress progress) throws LocalServiceException, InterruptedException {
    skipUntil(micros(now.minus(PAST)));
    long sent = 0;
    while (next.micros() < micros(now)) {
      if (send(next) && ++sent % EVENTS_PER_REPORT == 0) {
        progress.past(sent, time(next));
      }
      next = simulation.next();
    }
    producer.flush();
    progress.past(sent, now);
    return sent;
  }

  /** Sends each event when the clock reaches its time, until the thread is interrupted. */
  public void live(Clock clock) throws LocalServiceException, InterruptedException {
    while (true) {
      long wait = Duration.between(clock.instant(), time(next)).toMillis();
      if (wait > 0) {
        Thread.sleep(wait);
      }
      send(next);
      next = simulation.next();
    }
  }

  private void skipUntil(long micros) {
    while (next.micros() < micros) {
      next = simulation.next();
    }
  }

  /** False where the stream is not fed. */
  private boolean send(Event event) throws LocalServiceException, InterruptedException {
    EventShape shape = streams.get(event.schema());
    if (shape == null) {
      return false;
    }
    DynamicMessage message =
        MapMessage.of(shape.descriptor(), event.values())
            .setField(shape.time(), shape.timeValue(time(event)))
            .build();
    producer.send(shape, message, topic(shape, event, message));
    return true;
  }

  /** Events of one key keep to one topic. */
  private static Topic topic(EventShape shape, Event event, DynamicMessage message) {
    List<Topic> preferred =
        shape.topics().stream()
            .filter(topic -> topic.cluster().equals(event.kafkaCluster()))
            .toList();
    List<Topic> choice = preferred.isEmpty() ? shape.topics() : preferred;
    return choice.get(Math.floorMod(Objects.hashCode(shape.keyOf(message)), choice.size()));
  }

  private static Instant time(Event event) {
    return Instant.EPOCH.plus(event.micros(), ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}

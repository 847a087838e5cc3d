package io.daggers.local.event;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.daggers.topology.EventTime.Unit;
import io.daggers.topology.Stream;
import io.daggers.topology.Topic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one needs to know of a stream to write its events.
 *
 * @param time the field that says when the event happened: a google.protobuf.Timestamp or an
 *     integer
 * @param unit how that field counts
 * @param key the field whose text is the record key; null where records have none
 * @param topics every topic of the stream
 */
public record EventShape(
    Descriptor descriptor,
    FieldDescriptor time,
    Unit unit,
    @Nullable FieldDescriptor key,
    List<Topic> topics) {

  public EventShape {
    topics = List.copyOf(topics);
  }

  /** The stream must be valid: its event time and key are fields of the message. */
  public static EventShape of(Stream stream, Descriptor descriptor) {
    return new EventShape(
        descriptor,
        field(descriptor, stream.eventTime().value().field()),
        stream.eventTime().value().unit(),
        stream.key() == null ? null : field(descriptor, stream.key().value()),
        stream.allTopics());
  }

  public String name() {
    return descriptor.getFullName();
  }

  /** When the event happened; empty where its field is not set, or is a zero. */
  public Optional<Instant> timeOf(Message event) {
    if (unit == Unit.TIMESTAMP) {
      return event.hasField(time)
          ? Optional.of(ProtoTime.instant((Message) event.getField(time)))
          : Optional.empty();
    }
    long count = ((Number) event.getField(time)).longValue();
    return count == 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plus(count, chronoUnit()));
  }

  /** What the event time field holds for the instant. */
  public Object timeValue(Instant instant) {
    if (unit == Unit.TIMESTAMP) {
      return ProtoTime.of(time.getMessageType(), instant);
    }
    long count = chronoUnit().between(Instant.EPOCH, instant);
    return time.getJavaType() == JavaType.INT ? (Object) Math.toIntExact(count) : (Object) count;
  }

  /** The record key as text; null where the stream has none. */
  public @Nullable String keyOf(Message event) {
    return key == null ? null : event.getField(key).toString();
  }

  private ChronoUnit chronoUnit() {
    return switch (unit) {
      case SECONDS -> ChronoUnit.SECONDS;
      case MILLISECONDS -> ChronoUnit.MILLIS;
      case MICROSECONDS -> ChronoUnit.MICROS;
      case NANOSECONDS -> ChronoUnit.NANOS;
      case TIMESTAMP -> throw new IllegalStateException("a Timestamp is not a count");
    };
  }

  private static FieldDescriptor field(Descriptor descriptor, String name) {
    FieldDescriptor field = descriptor.findFieldByName(name);
    if (field == null) {
      throw new IllegalArgumentException(descriptor.getFullName() + " has no field " + name);
    }
    return field;
  }
}

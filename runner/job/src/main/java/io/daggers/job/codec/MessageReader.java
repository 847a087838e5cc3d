package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.StreamDemand;
import io.daggers.topology.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the protobuf bytes of a record straight into the columns that a query uses; all else is
 * stepped over.
 *
 * <p>Not thread-safe, and not serializable: each task compiles its own.
 */
public final class MessageReader {

  private final FieldsReader fields;
  private final int arity;
  private final EventTimeReader eventTime;
  private final int eventTimeSlot;
  private final @Nullable Glance glance;
  private final WireCursor in = new WireCursor(new byte[0]);

  /** Reads only what decides whether the rest is read. */
  private record Glance(FieldsReader fields, RecordFilter filter) {}

  private MessageReader(
      FieldsReader fields,
      int arity,
      EventTimeReader eventTime,
      int eventTimeSlot,
      @Nullable Glance glance) {
    this.fields = fields;
    this.arity = arity;
    this.eventTime = eventTime;
    this.eventTimeSlot = eventTimeSlot;
    this.glance = glance;
  }

  /**
   * Compiles a reader.
   *
   * @param demand columns of {@link RowTypes}, matched by name: any of them, in any order, and
   *     nested ROWs with any of their fields. Columns that the message does not have stay NULL, for
   *     the caller to fill; what is not wanted has the value that it has where it is not on the
   *     wire
   * @throws IllegalArgumentException if a column has another type than its field, or the event time
   *     is not a field of its unit
   */
  public static MessageReader compile(
      Descriptor message, StreamDemand demand, EventTime eventTime) {
    FieldDescriptor field = message.findFieldByName(eventTime.field());
    if (field == null) {
      throw new IllegalArgumentException(
          message.getFullName() + " has no field " + eventTime.field());
    }
    EventTimeReader eventTimeReader = EventTimeReader.of(field, eventTime.unit());
    int arity = demand.columns().getFieldCount();
    int column = demand.columns().getFieldIndex(eventTime.field());
    Glance glance =
        demand.filters()
            ? new Glance(
                fields(message, RecordFilter.columns(demand.columns(), demand.filter()), field),
                RecordFilter.of(demand.filter()))
            : null;
    return new MessageReader(
        fields(message, demand.wanted(), field),
        arity,
        eventTimeReader,
        column < 0 ? arity : column,
        glance);
  }

  /** Columns by name, and the event time: in its column, or else behind them. */
  private static FieldsReader fields(
      Descriptor message, RowType columns, FieldDescriptor eventTime) {
    List<Optional<FieldsReader.Slot>> slots = new ArrayList<>();
    for (RowType.RowField column : columns.getFields()) {
      FieldDescriptor field = message.findFieldByName(column.getName());
      LogicalType type = field == eventTime ? RowTypes.of(eventTime) : column.getType();
      slots.add(Optional.ofNullable(field).map(found -> new FieldsReader.Slot(found, type)));
    }
    if (columns.getFieldIndex(eventTime.getName()) < 0) {
      slots.add(Optional.of(new FieldsReader.Slot(eventTime, RowTypes.of(eventTime))));
    }
    return new FieldsReader(message, slots);
  }

  /**
   * Reads one record. Text columns of the row refer to the bytes instead of copying them.
   *
   * @throws UndecodableException if the bytes are not a message, as far as they had to be read
   */
  public StreamRow read(byte[] value) throws UndecodableException {
    if (glance != null) {
      @Nullable Object[] values = values(glance.fields, value);
      if (!glance.filter.passes(values)) {
        return StreamRow.unwanted(eventTime.millis(values[eventTimeSlot]));
      }
    }
    @Nullable Object[] values = values(fields, value);
    OptionalLong millis = eventTime.millis(values[eventTimeSlot]);
    return millis.isPresent()
        ? StreamRow.at(millis.getAsLong(), values, arity)
        : StreamRow.withoutEventTime(values, arity);
  }

  private @Nullable Object[] values(FieldsReader reader, byte[] value) throws UndecodableException {
    @Nullable Object[] values = reader.begin();
    in.restart(value);
    reader.merge(in, values);
    reader.finish(values);
    return values;
  }
}

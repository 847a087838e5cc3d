package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.StreamDemand;
import io.daggers.topology.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the protobuf bytes of a record straight into the columns that a query uses; all else is
 * stepped over.
 *
 * <p>Not thread-safe, and not serializable: each task compiles its own.
 */
public final class MessageReader {

  private final Part part;
  private final EventTimeReader eventTime;
  private final @Nullable Glance glance;
  private final StreamRow unwanted = StreamRow.unwanted(EventTimeReader.NONE);
  private final WireCursor in = new WireCursor(new byte[0]);

  private MessageReader(Part part, EventTimeReader eventTime, @Nullable Glance glance) {
    this.part = part;
    this.eventTime = eventTime;
    this.glance = glance;
  }

  /** Some columns and the event time: in its column, or else behind them. */
  private record Part(FieldsReader fields, int arity, int eventTimeSlot) {

    static Part of(Descriptor message, RowType columns, FieldDescriptor eventTime) {
      List<Optional<FieldsReader.Slot>> slots = new ArrayList<>();
      for (RowType.RowField column : columns.getFields()) {
        slots.add(
            Optional.ofNullable(message.findFieldByName(column.getName()))
                .map(field -> new FieldsReader.Slot(field, column.getType())));
      }
      int column = columns.getFieldIndex(eventTime.getName());
      int arity = slots.size();
      if (column >= 0 && !columns.getTypeAt(column).is(LogicalTypeRoot.NULL)) {
        return new Part(new FieldsReader(message, slots), arity, column);
      }
      ValueReader reader =
          eventTime.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              ? new ClockReader(eventTime)
              : null;
      slots.add(Optional.of(new FieldsReader.Slot(eventTime, RowTypes.of(eventTime), reader)));
      return new Part(new FieldsReader(message, slots), arity, arity);
    }
  }

  /** Reads only what decides whether the rest is read, always into the same array. */
  private static final class Glance {
    private final Part part;
    private final RecordFilter filter;
    private final @Nullable Object[] values;

    Glance(Part part, RecordFilter filter) {
      this.part = part;
      this.filter = filter;
      this.values = part.fields.begin();
    }
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
    Glance glance =
        demand.filters()
            ? new Glance(
                Part.of(message, RecordFilter.columns(demand.columns(), demand.filter()), field),
                RecordFilter.of(demand.filter()))
            : null;
    return new MessageReader(Part.of(message, demand.wanted(), field), eventTimeReader, glance);
  }

  /**
   * Reads one record. Text columns of the row may refer to the bytes instead of copying them. A row
   * that is not wanted is good until the next reading.
   *
   * @throws UndecodableException if the bytes are not a message, as far as they had to be read
   */
  public StreamRow read(byte[] value) throws UndecodableException {
    if (glance != null) {
      @Nullable Object[] few = glance.part.fields.begin(glance.values);
      read(value, glance.part, few);
      if (!glance.filter.passes(few)) {
        return unwanted.at(eventTime.millis(few[glance.part.eventTimeSlot]));
      }
    }
    @Nullable Object[] values = part.fields.begin();
    read(value, part, values);
    return new StreamRow(values, part.arity, eventTime.millis(values[part.eventTimeSlot]));
  }

  private void read(byte[] value, Part what, @Nullable Object[] values)
      throws UndecodableException {
    in.restart(value);
    what.fields.merge(in, values);
    what.fields.finish(values);
  }
}

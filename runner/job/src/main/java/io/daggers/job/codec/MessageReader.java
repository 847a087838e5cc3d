package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.RowTypes;
import io.daggers.topology.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final WireCursor in = new WireCursor(new byte[0]);

  private MessageReader(
      FieldsReader fields, int arity, EventTimeReader eventTime, int eventTimeSlot) {
    this.fields = fields;
    this.arity = arity;
    this.eventTime = eventTime;
    this.eventTimeSlot = eventTimeSlot;
  }

  /**
   * Compiles a reader.
   *
   * @param produced columns of {@link RowTypes}, matched by name: any of them, in any order, and
   *     nested ROWs with any of their fields. Columns that the message does not have stay NULL, for
   *     the caller to fill
   * @throws IllegalArgumentException if a column has another type than its field, or the event time
   *     is not a field of its unit
   */
  public static MessageReader compile(Descriptor message, RowType produced, EventTime eventTime) {
    List<Optional<FieldsReader.Slot>> slots = new ArrayList<>();
    for (RowType.RowField column : produced.getFields()) {
      slots.add(
          Optional.ofNullable(message.findFieldByName(column.getName()))
              .map(field -> new FieldsReader.Slot(field, column.getType())));
    }
    FieldDescriptor field = message.findFieldByName(eventTime.field());
    if (field == null) {
      throw new IllegalArgumentException(
          message.getFullName() + " has no field " + eventTime.field());
    }
    EventTimeReader eventTimeReader = EventTimeReader.of(field, eventTime.unit());
    int slot = produced.getFieldIndex(eventTime.field());
    if (slot < 0) {
      slot = slots.size();
      slots.add(Optional.of(new FieldsReader.Slot(field, RowTypes.of(field))));
    }
    return new MessageReader(
        new FieldsReader(message, slots), produced.getFieldCount(), eventTimeReader, slot);
  }

  /**
   * Reads one record. Text columns of the row refer to the bytes instead of copying them.
   *
   * @throws UndecodableException if the bytes are not a message, as far as they had to be read
   */
  public StreamRow read(byte[] value) throws UndecodableException {
    @Nullable Object[] values = fields.begin();
    in.restart(value);
    fields.merge(in, values);
    fields.finish(values);
    OptionalLong millis = eventTime.millis(values[eventTimeSlot]);
    return millis.isPresent()
        ? StreamRow.at(millis.getAsLong(), values, arity)
        : StreamRow.withoutEventTime(values, arity);
  }
}

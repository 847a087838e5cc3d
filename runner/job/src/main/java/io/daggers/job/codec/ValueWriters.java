package io.daggers.job.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.daggers.sql.MessageForm;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Chooses the writer of a field, for types in which WritableTypes sees no obstacle. */
final class ValueWriters {

  private ValueWriters() {}

  static ValueWriter of(FieldDescriptor field, LogicalType type, String column) {
    if (field.isMapField()) {
      return new MapWriter(field.getMessageType(), (MapType) type, column);
    }
    return field.isRepeated() ? list(field, (ArrayType) type, column) : one(field, type, column);
  }

  /** The writer of one value of a field. */
  static ValueWriter one(FieldDescriptor field, LogicalType type, String column) {
    return switch (field.getJavaType()) {
      case INT, LONG, FLOAT, DOUBLE -> NumberWriters.of(field, column);
      case BOOLEAN -> value -> value;
      case STRING -> Object::toString;
      case BYTE_STRING -> value -> ByteString.copyFrom((byte[]) value);
      case ENUM -> new EnumWriter(field.getEnumType(), column);
      case MESSAGE -> message(field.getMessageType(), type, column);
    };
  }

  private static ValueWriter list(FieldDescriptor field, ArrayType type, String column) {
    ValueWriter element = one(field, type.getElementType(), column);
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
    return value -> {
      ArrayData array = (ArrayData) value;
      List<Object> written = new ArrayList<>(array.size());
      for (int i = 0; i < array.size(); i++) {
        written.add(notNull(element, getter.getElementOrNull(array, i), column));
      }
      return written;
    };
  }

  /** Writes a value where nothing can be left out. */
  static Object notNull(ValueWriter writer, @Nullable Object value, String column)
      throws UnwritableException {
    Object written = value == null ? null : writer.write(value);
    if (written == null) {
      throw new UnwritableException(column, "NULL in an array or a map");
    }
    return written;
  }

  private static ValueWriter message(Descriptor message, LogicalType type, String column) {
    return switch (MessageForm.of(message)) {
      case TIMESTAMP -> value -> SecondsWriter.timestamp(message, value, column);
      case DURATION -> value -> SecondsWriter.duration(message, value, column);
      case WRAPPER, FIELD_MASK -> onlyField(message, type, column);
      case JSON -> value -> json(message, value.toString(), column);
      case PRESENCE -> value -> (boolean) value ? DynamicMessage.getDefaultInstance(message) : null;
      case ROW -> {
        RowWriter rows = new RowWriter(message, (RowType) type, column + ".");
        yield value -> rows.write((RowData) value);
      }
    };
  }

  private static ValueWriter onlyField(Descriptor message, LogicalType type, String column) {
    FieldDescriptor field = message.findFieldByNumber(1);
    ValueWriter writer = of(field, type, column);
    return value -> DynamicMessage.newBuilder(message).setField(field, writer.write(value)).build();
  }

  private static DynamicMessage json(Descriptor message, String text, String column)
      throws UnwritableException {
    DynamicMessage.Builder written = DynamicMessage.newBuilder(message);
    try {
      JsonFormat.parser().merge(text, written);
    } catch (InvalidProtocolBufferException e) {
      throw new UnwritableException(column, "not the JSON of a " + message.getName());
    }
    return written.build();
  }
}

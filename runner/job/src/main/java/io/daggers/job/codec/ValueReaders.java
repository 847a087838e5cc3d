package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.MessageForm;
import io.daggers.sql.RowTypes;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.jspecify.annotations.Nullable;

/** Chooses the reader of a field. */
final class ValueReaders {

  /** In every encoding that a field without presence can have, zeros are its default. */
  private static final byte[] ZEROS = new byte[Long.BYTES];

  private ValueReaders() {}

  /** The reader of a field as a type of {@link RowTypes}, or with ROWs narrower than there. */
  static ValueReader of(FieldDescriptor field, LogicalType type) {
    if (field.isMapField()) {
      return new MapReader(field.getMessageType(), expect(MapType.class, type, field));
    }
    if (field.isRepeated()) {
      LogicalType element = expect(ArrayType.class, type, field).getElementType();
      return new ArrayReader(one(field, element), element);
    }
    return one(field, type);
  }

  /** What a field comes to that is not on the wire and cannot be NULL. */
  static Object defaultOf(FieldDescriptor field, ValueReader reader) throws UndecodableException {
    Object value = reader.finish(reader.read(new WireCursor(ZEROS), null));
    if (value == null) {
      throw new IllegalStateException(field.getFullName() + " has no default");
    }
    return value;
  }

  /** The same for a field that is not a message: its default cannot lack anything. */
  static Object constantDefault(FieldDescriptor field, ValueReader reader) {
    try {
      return defaultOf(field, reader);
    } catch (UndecodableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a field comes to that is not on the wire: NULL, or else a default. */
  static @Nullable Object absent(FieldDescriptor field) {
    LogicalType type = RowTypes.of(field);
    if (type.isNullable()) {
      return null;
    }
    ValueReader reader = of(field, type);
    try {
      return field.isRepeated() ? reader.finish(null) : defaultOf(field, reader);
    } catch (UndecodableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Refuses a type of another kind than {@link RowTypes} gives the field. */
  static <T extends LogicalType> T expect(
      Class<T> expected, LogicalType type, FieldDescriptor field) {
    if (!expected.isInstance(type)) {
      throw new IllegalArgumentException(
          field.getFullName() + " cannot be read as " + type.asSummaryString());
    }
    return expected.cast(type);
  }

  private static ValueReader one(FieldDescriptor field, LogicalType type) {
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      return message(field, type);
    }
    expect(RowTypes.ofScalar(field).getClass(), type, field);
    return field.getJavaType() == FieldDescriptor.JavaType.ENUM
        ? new EnumReader(field.getEnumType())
        : ScalarReaders.of(field);
  }

  private static ValueReader message(FieldDescriptor field, LogicalType type) {
    Descriptor message = field.getMessageType();
    int groupEnd =
        field.getType() == FieldDescriptor.Type.GROUP ? WireCursor.groupEnd(field.getNumber()) : 0;
    return switch (MessageForm.of(message)) {
      case TIMESTAMP -> {
        expect(LocalZonedTimestampType.class, type, field);
        yield new SecondsReader(SecondsReader.Kind.TIMESTAMP, field, groupEnd);
      }
      case DURATION -> {
        expect(DecimalType.class, type, field);
        yield new SecondsReader(SecondsReader.Kind.DURATION, field, groupEnd);
      }
      case WRAPPER, FIELD_MASK -> {
        FieldDescriptor only = message.findFieldByNumber(1);
        yield NestedReader.onlyField(
            new FieldsReader(message, List.of(Optional.of(new FieldsReader.Slot(only, type)))),
            groupEnd);
      }
      case PRESENCE -> {
        expect(BooleanType.class, type, field);
        yield new PresenceReader(groupEnd);
      }
      case JSON -> json(field, type, groupEnd);
      case ROW ->
          type instanceof RowType row
              ? NestedReader.row(fields(message, row), groupEnd)
              : json(field, type, groupEnd);
    };
  }

  private static ValueReader json(FieldDescriptor field, LogicalType type, int groupEnd) {
    expect(VarCharType.class, type, field);
    return new JsonReader(field, groupEnd);
  }

  private static FieldsReader fields(Descriptor message, RowType row) {
    return new FieldsReader(
        message,
        row.getFields().stream()
            .map(
                column ->
                    Optional.of(
                        new FieldsReader.Slot(field(message, column.getName()), column.getType())))
            .toList());
  }

  private static FieldDescriptor field(Descriptor message, String name) {
    FieldDescriptor field = message.findFieldByName(name);
    if (field == null) {
      throw new IllegalArgumentException(message.getFullName() + " has no field " + name);
    }
    return field;
  }
}

package io.daggers.sql;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Gives a schema its SQL columns.
 *
 * <p>Columns carry the names of the proto file and stand in the order of the field numbers, so that
 * moving lines about in the file changes nothing. A field that knows whether it was set is nullable
 * and NULL when it was not; every other field is NOT NULL and has its default. Extensions and
 * unknown fields have no column.
 *
 * <p>A message that contains itself is cut where it comes round again: that field is a STRING of
 * JSON.
 */
public final class RowTypes {

  private static final int NANOSECOND_DIGITS = 9;

  /** Full names of the messages around the one being mapped, itself included. */
  private final Set<String> enclosing = new HashSet<>();

  private RowTypes() {}

  /** The columns of a message, as a ROW that is NOT NULL. */
  public static RowType of(Descriptor message) {
    return new RowTypes().row(message);
  }

  /** The column of one field. */
  public static LogicalType of(FieldDescriptor field) {
    RowTypes types = new RowTypes();
    types.enclosing.add(field.getContainingType().getFullName());
    return types.column(field);
  }

  /** The type of a number, text, bytes, boolean or enum field: one value of it, NOT NULL. */
  public static LogicalType ofScalar(FieldDescriptor field) {
    return switch (field.getType()) {
      case INT32, SINT32, SFIXED32 -> new IntType(false);
      case UINT32, FIXED32, INT64, SINT64, SFIXED64 -> new BigIntType(false);
      case UINT64, FIXED64 -> new DecimalType(false, 20, 0);
      case FLOAT -> new FloatType(false);
      case DOUBLE -> new DoubleType(false);
      case BOOL -> new BooleanType(false);
      case STRING, ENUM -> text();
      case BYTES -> new VarBinaryType(false, VarBinaryType.MAX_LENGTH);
      case MESSAGE, GROUP ->
          throw new IllegalArgumentException(field.getFullName() + " is a message");
    };
  }

  private RowType row(Descriptor message) {
    enclosing.add(message.getFullName());
    List<RowType.RowField> columns =
        message.getFields().stream()
            .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
            .map(field -> new RowType.RowField(field.getName(), column(field)))
            .toList();
    enclosing.remove(message.getFullName());
    return new RowType(false, columns);
  }

  private LogicalType column(FieldDescriptor field) {
    if (field.isMapField()) {
      Descriptor entry = field.getMessageType();
      return new MapType(
          false, value(entry.findFieldByNumber(1)), value(entry.findFieldByNumber(2)));
    }
    if (field.isRepeated()) {
      return new ArrayType(false, value(field));
    }
    return value(field).copy(field.hasPresence() && !field.isRequired());
  }

  private LogicalType value(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        ? message(field.getMessageType())
        : ofScalar(field);
  }

  private LogicalType message(Descriptor message) {
    return switch (MessageForm.of(message)) {
      case TIMESTAMP -> new LocalZonedTimestampType(false, NANOSECOND_DIGITS);
      case DURATION -> new DecimalType(false, 21, NANOSECOND_DIGITS);
      case WRAPPER -> ofScalar(message.findFieldByNumber(1));
      case FIELD_MASK -> new ArrayType(false, text());
      case JSON -> text();
      case PRESENCE -> new BooleanType(false);
      case ROW -> enclosing.contains(message.getFullName()) ? text() : row(message);
    };
  }

  private static LogicalType text() {
    return new VarCharType(false, VarCharType.MAX_LENGTH);
  }
}

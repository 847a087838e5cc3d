package io.daggers.sql;

import static java.util.Locale.ROOT;
import static org.apache.flink.table.types.logical.utils.LogicalTypeChecks.getPrecision;
import static org.apache.flink.table.types.logical.utils.LogicalTypeChecks.getScale;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Tells which SQL types can be written into which protobuf fields. A number fits where it loses
 * nothing; the sign of one that goes into an unsigned field shows only when it is written.
 */
public final class WritableTypes {

  private WritableTypes() {}

  /** Why the columns of a query cannot be written as a message; nothing if they can. */
  public static Optional<String> obstacle(RowType columns, Descriptor message) {
    for (RowType.RowField column : columns.getFields()) {
      FieldDescriptor field = message.findFieldByName(column.getName());
      if (field == null) {
        return Optional.of(message.getFullName() + " has no field " + column.getName());
      }
      Optional<String> obstacle = obstacle(column.getType(), field);
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return message.getFields().stream()
        .filter(FieldDescriptor::isRequired)
        .filter(field -> !columns.getFieldNames().contains(field.getName()))
        .map(field -> message.getFullName() + " needs the field " + field.getName())
        .findFirst();
  }

  /** Why values of a type cannot be written into a field; nothing if they can. */
  public static Optional<String> obstacle(LogicalType type, FieldDescriptor field) {
    if (type.is(LogicalTypeRoot.NULL)) {
      return unless(!field.isRequired(), field.getName() + " is required and cannot be NULL");
    }
    if (field.isMapField()) {
      return map(type, field);
    }
    if (field.isRepeated()) {
      return type instanceof ArrayType array
          ? value(array.getElementType(), field)
          : Optional.of(field.getName() + " is repeated and needs an ARRAY, not " + words(type));
    }
    return value(type, field);
  }

  private static Optional<String> map(LogicalType type, FieldDescriptor field) {
    if (!(type instanceof MapType map)) {
      return Optional.of(field.getName() + " is a map and needs a MAP, not " + words(type));
    }
    Descriptor entry = field.getMessageType();
    return value(map.getKeyType(), entry.findFieldByNumber(1))
        .or(() -> value(map.getValueType(), entry.findFieldByNumber(2)))
        .map(reason -> "in the map " + field.getName() + ", " + reason);
  }

  private static Optional<String> value(LogicalType type, FieldDescriptor field) {
    return switch (field.getType()) {
      case INT32, SINT32, SFIXED32 -> integer(type, field, 32, 9, "INT");
      case UINT32, FIXED32, INT64, SINT64, SFIXED64 -> integer(type, field, 64, 18, "BIGINT");
      case UINT64, FIXED64 -> integer(type, field, 64, 20, "DECIMAL(20, 0)");
      case FLOAT -> floating(type, field, 16, 6, Set.of(LogicalTypeRoot.FLOAT), "FLOAT");
      case DOUBLE ->
          floating(
              type, field, 32, 15, Set.of(LogicalTypeRoot.FLOAT, LogicalTypeRoot.DOUBLE), "DOUBLE");
      case BOOL -> needs(type.is(LogicalTypeRoot.BOOLEAN), "BOOLEAN", type, field);
      case STRING, ENUM -> needs(isText(type), "STRING", type, field);
      case BYTES -> needs(type.is(LogicalTypeFamily.BINARY_STRING), "BYTES", type, field);
      case MESSAGE, GROUP -> message(type, field);
    };
  }

  private static Optional<String> message(LogicalType type, FieldDescriptor field) {
    Descriptor message = field.getMessageType();
    return switch (MessageForm.of(message)) {
      case TIMESTAMP -> needs(isTimestamp(type), "TIMESTAMP", type, field);
      case DURATION -> needs(isSeconds(type), "DECIMAL(21, 9) in seconds", type, field);
      case WRAPPER ->
          value(type, message.findFieldByNumber(1)).map(r -> field.getName() + ": " + r);
      case FIELD_MASK ->
          needs(
              type instanceof ArrayType array && isText(array.getElementType()),
              "ARRAY<STRING>",
              type,
              field);
      case JSON -> needs(isText(type), "STRING of JSON", type, field);
      case PRESENCE -> needs(type.is(LogicalTypeRoot.BOOLEAN), "BOOLEAN", type, field);
      case ROW ->
          type instanceof RowType row
              ? obstacle(row, message).map(reason -> "in " + field.getName() + ", " + reason)
              : needs(false, "ROW of " + message.getFullName() + "'s fields", type, field);
    };
  }

  private static Optional<String> integer(
      LogicalType type, FieldDescriptor field, int bits, int digits, String cast) {
    boolean fits =
        isInteger(type, bits)
            || (isDecimal(type) && getScale(type) == 0 && getPrecision(type) <= digits);
    return number(fits, type, field, cast);
  }

  private static Optional<String> floating(
      LogicalType type,
      FieldDescriptor field,
      int bits,
      int digits,
      Set<LogicalTypeRoot> floats,
      String cast) {
    boolean fits =
        floats.contains(type.getTypeRoot())
            || isInteger(type, bits)
            || (isDecimal(type) && getPrecision(type) <= digits);
    return number(fits, type, field, cast);
  }

  private static Optional<String> number(
      boolean fits, LogicalType type, FieldDescriptor field, String cast) {
    if (!fits && type.is(LogicalTypeFamily.NUMERIC)) {
      return Optional.of(
          "%s is %s in the schema and cannot hold every %s: CAST it to %s"
              .formatted(field.getName(), words(field), words(type), cast));
    }
    return needs(fits, cast, type, field);
  }

  private static Optional<String> needs(
      boolean fits, String needed, LogicalType type, FieldDescriptor field) {
    return unless(
        fits,
        "%s is %s in the schema and needs %s, not %s"
            .formatted(field.getName(), words(field), needed, words(type)));
  }

  private static Optional<String> unless(boolean fine, String reason) {
    return fine ? Optional.empty() : Optional.of(reason);
  }

  private static boolean isText(LogicalType type) {
    return type.is(LogicalTypeFamily.CHARACTER_STRING);
  }

  private static boolean isDecimal(LogicalType type) {
    return type.is(LogicalTypeRoot.DECIMAL);
  }

  private static boolean isTimestamp(LogicalType type) {
    return type.isAnyOf(
        LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE,
        LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
  }

  /** Up to 12 digits before the point and 9 after it. */
  private static boolean isSeconds(LogicalType type) {
    return isDecimal(type)
        ? getScale(type) <= 9 && getPrecision(type) - getScale(type) <= 12
        : isInteger(type, 32);
  }

  private static boolean isInteger(LogicalType type, int greatestBits) {
    int bits =
        switch (type.getTypeRoot()) {
          case TINYINT -> 8;
          case SMALLINT -> 16;
          case INTEGER -> 32;
          case BIGINT -> 64;
          default -> Integer.MAX_VALUE;
        };
    return bits <= greatestBits;
  }

  private static String words(FieldDescriptor field) {
    return switch (field.getType()) {
      case MESSAGE, GROUP -> field.getMessageType().getFullName();
      case ENUM -> "an enum";
      default -> field.getType().toProto().name().replace("TYPE_", "").toLowerCase(ROOT);
    };
  }

  /** A type as an analyst would write it. */
  private static String words(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> "STRING";
      case BINARY, VARBINARY -> "BYTES";
      case ARRAY -> "ARRAY<" + words(type.getChildren().get(0)) + ">";
      case MAP ->
          type.getChildren().stream()
              .map(WritableTypes::words)
              .collect(Collectors.joining(", ", "MAP<", ">"));
      case ROW -> "ROW";
      default -> type.copy(true).asSummaryString();
    };
  }
}

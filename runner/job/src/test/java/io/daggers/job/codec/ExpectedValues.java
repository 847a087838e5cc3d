package io.daggers.job.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.daggers.sql.MessageForm;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * What a message must read as, worked out from a DynamicMessage by protobuf's own reflection, in
 * the form of {@link PlainValues}.
 */
final class ExpectedValues {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ExpectedValues() {}

  /** A value that protobuf can parse but SQL has no room for. */
  static final class NoSuchValue extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchValue(Throwable cause) {
      super(cause);
    }
  }

  static Map<String, Object> of(Message message, RowType type) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (RowType.RowField column : type.getFields()) {
      FieldDescriptor field = message.getDescriptorForType().findFieldByName(column.getName());
      row.put(column.getName(), field == null ? null : column(message, field, column.getType()));
    }
    return row;
  }

  private static Object column(Message message, FieldDescriptor field, LogicalType type) {
    if (field.isMapField()) {
      return map((List<?>) message.getField(field), (MapType) type);
    }
    if (field.isRepeated()) {
      LogicalType element = ((ArrayType) type).getElementType();
      List<Object> values = new ArrayList<>();
      ((List<?>) message.getField(field)).forEach(v -> values.add(value(field, v, element)));
      return values;
    }
    return field.hasPresence() && !message.hasField(field)
        ? null
        : value(field, message.getField(field), type);
  }

  private static Map<Object, Object> map(List<?> entries, MapType type) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object each : entries) {
      Message entry = (Message) each;
      FieldDescriptor key = entry.getDescriptorForType().findFieldByNumber(1);
      FieldDescriptor value = entry.getDescriptorForType().findFieldByNumber(2);
      boolean unknown =
          value.getType() == FieldDescriptor.Type.ENUM
              && value.getEnumType().isClosed()
              && entry.getUnknownFields().hasField(2)
              && !entry.getUnknownFields().getField(2).getVarintList().isEmpty();
      if (!unknown) {
        if (!entry.hasField(value)
            && value.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && !((Message) entry.getField(value)).isInitialized()) {
          throw new NoSuchValue(null);
        }
        map.put(
            value(key, entry.getField(key), type.getKeyType()),
            value(value, entry.getField(value), type.getValueType()));
      }
    }
    return map;
  }

  private static Object value(FieldDescriptor field, Object value, LogicalType type) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) value);
      case UINT64, FIXED64 -> new BigDecimal(Long.toUnsignedString((Long) value));
      case BYTES -> "0x" + HexFormat.of().formatHex(((ByteString) value).toByteArray());
      case ENUM -> name((EnumValueDescriptor) value);
      case MESSAGE, GROUP -> message((Message) value, type);
      default -> value;
    };
  }

  private static String name(EnumValueDescriptor value) {
    EnumValueDescriptor known = value.getType().findValueByNumber(value.getNumber());
    return known == null ? Integer.toString(value.getNumber()) : known.getName();
  }

  private static Object message(Message message, LogicalType type) {
    return switch (MessageForm.of(message.getDescriptorForType())) {
      case ROW -> type.is(LogicalTypeRoot.ROW) ? of(message, (RowType) type) : json(message);
      case JSON -> json(message);
      case PRESENCE -> true;
      case WRAPPER, FIELD_MASK ->
          column(message, message.getDescriptorForType().findFieldByNumber(1), type);
      case TIMESTAMP -> timestamp(message);
      case DURATION -> duration(message);
    };
  }

  private static Instant timestamp(Message message) {
    json(message);
    return Instant.ofEpochSecond(seconds(message), nanos(message));
  }

  private static BigDecimal duration(Message message) {
    json(message);
    return BigDecimal.valueOf(seconds(message)).add(BigDecimal.valueOf(nanos(message), 9));
  }

  private static long seconds(Message message) {
    return (Long) message.getField(message.getDescriptorForType().findFieldByName("seconds"));
  }

  private static int nanos(Message message) {
    return (Integer) message.getField(message.getDescriptorForType().findFieldByName("nanos"));
  }

  private static String json(Message message) {
    try {
      String json =
          JsonFormat.printer()
              .usingTypeRegistry(
                  JsonFormat.TypeRegistry.newBuilder().add(message.getDescriptorForType()).build())
              .omittingInsignificantWhitespace()
              .preservingProtoFieldNames()
              .print(message);
      return JSON.readTree(json).toString(); // keeps the last of equal keys
    } catch (InvalidProtocolBufferException
        | IllegalArgumentException
        | JsonProcessingException e) {
      throw new NoSuchValue(e);
    }
  }
}

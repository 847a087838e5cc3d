package io.daggers.job.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Int64Value;
import io.daggers.sql.MessageForm;
import java.util.List;
import java.util.Random;

/** Makes up messages of a schema, with a liking for the edges of types. */
final class RandomMessage {

  private static final int GREATEST_DEPTH = 5;
  private static final long[] LONGS = {
    0,
    1,
    -1,
    127,
    128,
    1L << 31,
    -(1L << 31),
    (1L << 32) - 1,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0, -0.0, 1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE
  };
  private static final List<String> TEXTS =
      List.of(
          "", "a", "jakarta", "zwölf längere Zeichen", "日本", "\uD83D\uDE80 to the moon", "\u0000");

  private final Random random;

  RandomMessage(Random random) {
    this.random = random;
  }

  DynamicMessage next(Descriptor type) {
    return message(type, 0);
  }

  private DynamicMessage message(Descriptor type, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    MessageForm form = MessageForm.of(type);
    if (form == MessageForm.TIMESTAMP || form == MessageForm.DURATION) {
      return seconds(message, form);
    }
    if (type.getFullName().equals("google.protobuf.Any")) {
      return any(message);
    }
    for (FieldDescriptor field : type.getFields()) {
      if (field.isRequired() || (depth < GREATEST_DEPTH && random.nextInt(3 + 3 * depth) == 0)) {
        set(message, field, depth);
      }
    }
    return message.buildPartial();
  }

  private DynamicMessage seconds(DynamicMessage.Builder message, MessageForm form) {
    Descriptor type = message.getDescriptorForType();
    boolean hostile = random.nextInt(200) == 0;
    long seconds = hostile ? integer() : random.nextLong(-62_135_596_800L, 253_402_300_800L);
    int nanos = hostile ? (int) integer() : random.nextInt(1_000_000_000);
    boolean negative = form == MessageForm.DURATION && seconds < 0;
    return message
        .setField(type.findFieldByName("seconds"), seconds)
        .setField(type.findFieldByName("nanos"), negative ? -nanos : nanos)
        .build();
  }

  /** Empty, of a type that is known, or of one that is not. */
  private DynamicMessage any(DynamicMessage.Builder message) {
    int kind = random.nextInt(12);
    if (kind < 4) {
      String name = kind == 0 ? "nobody.knows.This" : "google.protobuf.Int64Value";
      ByteString value = Int64Value.of(integer()).toByteString();
      message
          .setField(message.getDescriptorForType().findFieldByName("type_url"), "a/" + name)
          .setField(message.getDescriptorForType().findFieldByName("value"), value);
    }
    return message.build();
  }

  private void set(DynamicMessage.Builder message, FieldDescriptor field, int depth) {
    if (!field.isRepeated()) {
      message.setField(field, value(field, depth));
      return;
    }
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      message.addRepeatedField(
          field, field.isMapField() ? entry(field, depth) : value(field, depth));
    }
  }

  private DynamicMessage entry(FieldDescriptor map, int depth) {
    DynamicMessage.Builder entry = DynamicMessage.newBuilder(map.getMessageType());
    for (FieldDescriptor field : map.getMessageType().getFields()) {
      if (random.nextInt(8) > 0) {
        entry.setField(field, value(field, depth));
      }
    }
    return entry.buildPartial();
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> (int) integer();
      case LONG -> integer();
      case DOUBLE ->
          MessageForm.of(field.getContainingType()) == MessageForm.JSON
              ? random.nextGaussian()
              : DOUBLES[random.nextInt(DOUBLES.length)];
      case FLOAT -> (float) DOUBLES[random.nextInt(DOUBLES.length)];
      case BOOLEAN -> random.nextBoolean();
      case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
      case BYTE_STRING -> bytes();
      case ENUM ->
          field.getEnumType().isClosed() || random.nextInt(4) > 0
              ? field
                  .getEnumType()
                  .getValues()
                  .get(random.nextInt(field.getEnumType().getValues().size()))
              : field.getEnumType().findValueByNumberCreatingIfUnknown((int) integer());
      case MESSAGE -> message(field.getMessageType(), depth + 1);
    };
  }

  private long integer() {
    return switch (random.nextInt(3)) {
      case 0 -> LONGS[random.nextInt(LONGS.length)];
      case 1 -> random.nextInt(300);
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}

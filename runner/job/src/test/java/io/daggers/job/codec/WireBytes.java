package io.daggers.job.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Messages as they may come over the wire: whole, in pieces, with fields of a newer schema, cut
 * off, damaged, or made up.
 */
final class WireBytes {

  private WireBytes() {}

  static byte[] next(Descriptor schema, Random random) {
    byte[] bytes = whole(schema, random);
    switch (random.nextInt(7)) {
      case 0 -> bytes = scattered(schema, random);
      case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 2 -> damage(bytes, 1, random);
      case 3 -> damage(bytes, 1 + random.nextInt(5), random);
      case 4 -> bytes = joined(bytes, whole(schema, random));
      case 5 -> {
        byte[] unknown = whole(TestSchemas.UNKNOWN, random);
        bytes = random.nextBoolean() ? joined(unknown, bytes) : joined(bytes, unknown);
      }
      default -> {}
    }
    return bytes;
  }

  private static byte[] whole(Descriptor schema, Random random) {
    return new RandomMessage(random).next(schema).toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteString.copyFrom(first).concat(ByteString.copyFrom(second)).toByteArray();
  }

  /** The fields of two messages, each on its own, in any order. */
  private static byte[] scattered(Descriptor schema, Random random) {
    List<ByteString> pieces = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      DynamicMessage message = new RandomMessage(random).next(schema);
      for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
        pieces.add(
            DynamicMessage.newBuilder(schema)
                .setField(field.getKey(), field.getValue())
                .buildPartial()
                .toByteString());
      }
    }
    Collections.shuffle(pieces, random);
    return ByteString.copyFrom(pieces).toByteArray();
  }

  private static void damage(byte[] bytes, int times, Random random) {
    for (int i = 0; i < times && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
    }
  }
}

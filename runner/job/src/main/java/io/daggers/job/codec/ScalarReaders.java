package io.daggers.job.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.flink.table.data.DecimalData;

/** Readers of numbers, booleans, text and bytes. */
final class ScalarReaders {

  private static final int UINT64_DIGITS = 20;

  private ScalarReaders() {}

  static ValueReader of(FieldDescriptor field) {
    return switch (field.getType()) {
      case INT32 -> (in, earlier) -> (int) in.varint();
      case SINT32 -> (in, earlier) -> CodedInputStream.decodeZigZag32((int) in.varint());
      case SFIXED32 -> (in, earlier) -> in.fixed32();
      case UINT32 -> (in, earlier) -> Integer.toUnsignedLong((int) in.varint());
      case FIXED32 -> (in, earlier) -> Integer.toUnsignedLong(in.fixed32());
      case INT64 -> (in, earlier) -> in.varint();
      case SINT64 -> (in, earlier) -> CodedInputStream.decodeZigZag64(in.varint());
      case SFIXED64 -> (in, earlier) -> in.fixed64();
      case UINT64 -> (in, earlier) -> unsigned(in.varint());
      case FIXED64 -> (in, earlier) -> unsigned(in.fixed64());
      case FLOAT -> (in, earlier) -> Float.intBitsToFloat(in.fixed32());
      case DOUBLE -> new DoubleReader();
      case BOOL -> (in, earlier) -> in.varint() != 0;
      case BYTES -> (in, earlier) -> bytes(in);
      case STRING -> new TextReader(field);
      case ENUM, MESSAGE, GROUP ->
          throw new IllegalArgumentException(field.getFullName() + " is not a scalar");
    };
  }

  private static DecimalData unsigned(long bits) {
    BigDecimal value =
        bits >= 0
            ? BigDecimal.valueOf(bits)
            : new BigDecimal(new BigInteger(Long.toUnsignedString(bits)));
    return DecimalData.fromBigDecimal(value, UINT64_DIGITS, 0);
  }

  private static byte[] bytes(WireCursor in) throws UndecodableException {
    int length = in.length();
    int start = in.advance(length);
    return Arrays.copyOfRange(in.bytes(), start, start + length);
  }
}

package io.daggers.job.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.jspecify.annotations.Nullable;

/**
 * Reads text. Short texts that come again and again, such as the names of cities, are made once;
 * others refer to the record's bytes instead of copying them.
 *
 * <p>What is not UTF-8 is an error where the schema demands UTF-8 (proto3), and mended with U+FFFD
 * where it does not (proto2).
 */
final class TextReader implements ValueReader {

  private static final int LONGEST_KEPT = 32;
  private static final int KEPT = 256;

  /** Every so many texts it is decided whether keeping them pays. */
  private static final int TRIAL = 4_096;

  private static final int REST = 16 * TRIAL;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final boolean strict;
  private final String name;
  private final byte[] @Nullable [] keys = new byte[KEPT][];
  private final @Nullable StringData[] texts = new StringData[KEPT];
  private int untilDecision = TRIAL;
  private int found;
  private boolean keeps = true;

  TextReader(FieldDescriptor field) {
    this.strict = field.needsUtf8Check();
    this.name = field.getFullName();
  }

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    int length = in.length();
    if (length == 0) {
      return BinaryStringData.EMPTY_UTF8;
    }
    int start = in.advance(length);
    if (--untilDecision == 0) {
      decide();
    }
    return keeps && length <= LONGEST_KEPT
        ? kept(in.bytes(), start, length)
        : text(in.bytes(), start, length);
  }

  private StringData kept(byte[] bytes, int start, int length) throws UndecodableException {
    int place = hash(bytes, start, length) & (KEPT - 1);
    byte[] key = keys[place];
    if (key != null && Arrays.equals(key, 0, key.length, bytes, start, start + length)) {
      found++;
      return texts[place];
    }
    byte[] copy = Arrays.copyOfRange(bytes, start, start + length);
    StringData text = text(copy, 0, length);
    keys[place] = copy;
    texts[place] = text;
    return text;
  }

  private StringData text(byte[] bytes, int start, int length) throws UndecodableException {
    if (Utf8.isValid(bytes, start, start + length)) {
      return StringData.fromBytes(bytes, start, length);
    }
    if (strict) {
      throw new UndecodableException(name + ": text that is not UTF-8");
    }
    return StringData.fromString(new String(bytes, start, length, StandardCharsets.UTF_8));
  }

  /** Goes on keeping texts if most were found, and tries again later if not. */
  private void decide() {
    keeps = !keeps || found > TRIAL / 2;
    found = 0;
    untilDecision = keeps ? TRIAL : REST;
  }

  /** Of the first and the last bytes, and of those in the middle of longer texts. */
  private static int hash(byte[] bytes, int start, int length) {
    int end = start + length;
    long hash = length;
    if (length >= Long.BYTES) {
      for (int at = start; at < end - Long.BYTES; at += Long.BYTES) {
        hash = (hash ^ (long) LONG.get(bytes, at)) * MIX;
      }
      hash = (hash ^ (long) LONG.get(bytes, end - Long.BYTES)) * MIX;
    } else if (length >= Integer.BYTES) {
      long first = (int) INT.get(bytes, start);
      hash = (hash ^ first << 32 ^ (int) INT.get(bytes, end - Integer.BYTES)) * MIX;
    } else {
      hash = (hash ^ bytes[start] << 16 ^ bytes[start + length / 2] << 8 ^ bytes[end - 1]) * MIX;
    }
    return (int) (hash >>> 40);
  }
}

package io.daggers.job.codec;

import static com.google.protobuf.WireFormat.WIRETYPE_END_GROUP;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_START_GROUP;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A position in the bytes of one protobuf message. Every step is checked against the limit, which
 * is the end of the innermost message being read, so no input can lead outside of it.
 *
 * <p>Accepts exactly the bytes that {@code com.google.protobuf.CodedInputStream} accepts, and reads
 * the same from them; only the tenth byte of an integer, of which that class reads one bit or none,
 * is always read.
 */
final class WireCursor {

  /** Messages within messages; protobuf's own default. */
  static final int MAX_DEPTH = 100;

  private static final int MAX_VARINT_BITS = 70;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int position;
  private int limit;
  private int depth;

  WireCursor(byte[] bytes) {
    this.bytes = bytes;
    this.limit = bytes.length;
  }

  /** Starts again at the front of other bytes, wherever the last reading ended or failed. */
  void restart(byte[] other) {
    bytes = other;
    position = 0;
    limit = other.length;
    depth = 0;
  }

  boolean atEnd() {
    return position == limit;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int remaining() {
    return limit - position;
  }

  int remainingDepth() {
    return MAX_DEPTH - depth;
  }

  /** A field number in the upper 29 bits, a wire type in the lower three. */
  int tag() throws UndecodableException {
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw broken("field number 0");
    }
    return tag;
  }

  /** An integer of up to 64 bits. For one of 32 bits the caller drops the upper half. */
  long varint() throws UndecodableException {
    if (position < limit && bytes[position] >= 0) {
      return bytes[position++];
    }
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      if (position == limit) {
        throw broken("the end in the middle of a value");
      }
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken("an integer of more than 10 bytes");
  }

  int fixed32() throws UndecodableException {
    return (int) INT.get(bytes, advance(Integer.BYTES));
  }

  long fixed64() throws UndecodableException {
    return (long) LONG.get(bytes, advance(Long.BYTES));
  }

  /** A length that fits what is left. */
  int length() throws UndecodableException {
    int length = (int) varint();
    if (length < 0 || length > limit - position) {
      throw broken("a length of " + Integer.toUnsignedString(length));
    }
    return length;
  }

  /** Steps over some bytes and returns the position of the first of them. */
  int advance(int count) throws UndecodableException {
    if (count > limit - position) {
      throw broken("the end in the middle of a value");
    }
    int start = position;
    position += count;
    return start;
  }

  /** Narrows the limit to the next {@code length} bytes; returns the limit to go back to. */
  int narrow(int length) {
    int outer = limit;
    limit = position + length;
    return outer;
  }

  void widen(int outer) {
    limit = outer;
  }

  /**
   * Narrows the limit to the message that starts here: a length and its bytes or, where {@code
   * groupEnd} is not 0, everything up to that tag. Returns the limit for {@link #leave}.
   */
  int enter(int groupEnd) throws UndecodableException {
    descend();
    if (groupEnd == 0) {
      return narrow(length());
    }
    int start = position;
    int end = skipTo(groupEnd);
    position = start;
    return narrow(end - start);
  }

  /** Leaves a message that was read to its end. */
  void leave(int outer, int groupEnd) throws UndecodableException {
    depth--;
    limit = outer;
    if (groupEnd != 0) {
      tag();
    }
  }

  /** Steps over the value of a field. */
  void skip(int tag) throws UndecodableException {
    switch (tag & 7) {
      case WIRETYPE_VARINT -> varint();
      case WIRETYPE_FIXED32 -> advance(Integer.BYTES);
      case WIRETYPE_FIXED64 -> advance(Long.BYTES);
      case WIRETYPE_LENGTH_DELIMITED -> advance(length());
      case WIRETYPE_START_GROUP -> {
        descend();
        skipTo(groupEnd(tag >>> 3));
        depth--;
      }
      default -> throw broken("wire type " + (tag & 7));
    }
  }

  static int groupEnd(int fieldNumber) {
    return fieldNumber << 3 | WIRETYPE_END_GROUP;
  }

  /** Steps over fields and the tag after them; returns the position of that tag. */
  private int skipTo(int groupEnd) throws UndecodableException {
    while (true) {
      int start = position;
      int tag = tag();
      if (tag == groupEnd) {
        return start;
      }
      skip(tag);
    }
  }

  private void descend() throws UndecodableException {
    if (depth == MAX_DEPTH) {
      throw broken("more than " + MAX_DEPTH + " messages within each other");
    }
    depth++;
  }

  private UndecodableException broken(String what) {
    return new UndecodableException(
        "not a protobuf message: " + what + " at byte " + position + " of " + bytes.length);
  }
}

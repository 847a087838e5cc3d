package io.daggers.job.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells UTF-8 from other bytes without decoding it. */
final class Utf8 {

  private static final long ANY_NON_ASCII = 0x8080808080808080L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Utf8() {}

  /** Whether the bytes in [from, to) are UTF-8: shortest forms only, no surrogates. */
  static boolean isValid(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES && ((long) LONG.get(bytes, at) & ANY_NON_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < to) {
      int length = characterLength(bytes, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** Length in bytes of the character at a position, 0 if there is none. */
  private static int characterLength(byte[] bytes, int at, int to) {
    int first = bytes[at];
    if (first >= 0) {
      return 1;
    }
    int lead = first & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || to - at < length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if (!isContinuation(bytes[at + i])) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    boolean outOfRange =
        switch (lead) {
          case 0xE0 -> second < 0xA0; // fits two bytes
          case 0xED -> second >= 0xA0; // a surrogate
          case 0xF0 -> second < 0x90; // fits three bytes
          case 0xF4 -> second >= 0x90; // past U+10FFFF
          default -> false;
        };
    return outOfRange ? 0 : length;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }
}

package io.daggers.job.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8Test {

  private static final byte[] EDGES = {
    0,
    0x41,
    0x7F,
    (byte) 0x80,
    (byte) 0x8F,
    (byte) 0x90,
    (byte) 0x9F,
    (byte) 0xA0,
    (byte) 0xBF,
    (byte) 0xC0,
    (byte) 0xC1,
    (byte) 0xC2,
    (byte) 0xDF,
    (byte) 0xE0,
    (byte) 0xE1,
    (byte) 0xED,
    (byte) 0xEE,
    (byte) 0xEF,
    (byte) 0xF0,
    (byte) 0xF1,
    (byte) 0xF4,
    (byte) 0xF5,
    (byte) 0xFF
  };

  @Test
  void agreesWithJavaOnEveryCombinationOfFourTellingBytes() {
    int all = EDGES.length * EDGES.length * EDGES.length * EDGES.length;
    byte[] bytes = new byte[4];
    for (int i = 0; i < all; i++) {
      int rest = i;
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = EDGES[rest % EDGES.length];
        rest /= EDGES.length;
      }
      agree(bytes, 0, 4);
    }
  }

  @Test
  void agreesWithJavaOnLongerTextsAtAnyOffset() {
    Random random = new Random(20261123);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = "a longer text with ä, 日 and \uD83D\uDE80 in it".getBytes(UTF_8);
      if (random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int from = random.nextInt(bytes.length);
      agree(bytes, from, from + random.nextInt(bytes.length - from));
    }
  }

  private static void agree(byte[] bytes, int from, int to) {
    if (Utf8.isValid(bytes, from, to) != isValid(bytes, from, to)) {
      fail("[%d, %d) of %s", from, to, HexFormat.of().formatHex(bytes));
    }
  }

  /** Java puts U+FFFD for what it cannot decode. */
  private static boolean isValid(byte[] bytes, int from, int to) {
    byte[] again = new String(bytes, from, to - from, UTF_8).getBytes(UTF_8);
    return Arrays.equals(again, 0, again.length, bytes, from, to);
  }
}

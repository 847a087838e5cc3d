package io.daggers.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for long texts: equal texts have equal names. */
public final class Digest {

  private static final int DIGITS = 16;

  private Digest() {}

  /** The first sixteen digits of {@link #of}. */
  static String brief(String text) {
    return of(text).substring(0, DIGITS);
  }

  /** The text's SHA-256: 64 lower-case hexadecimal digits. */
  public static String of(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

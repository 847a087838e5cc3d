package io.daggers.job.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash of what the analyst, the schema and the environment decide about a job. Two jobs of the
 * same fingerprint do the same.
 *
 * @param value 64 lower-case hexadecimal digits of a SHA-256
 */
public record Fingerprint(String value) {

  public Fingerprint {
    if (!value.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a fingerprint: " + value);
    }
  }

  static Fingerprint of(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Fingerprint(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The first twelve digits: enough for people. */
  public String brief() {
    return value.substring(0, 12);
  }

  @Override
  public String toString() {
    return value;
  }
}

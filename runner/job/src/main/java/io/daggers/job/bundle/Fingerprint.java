package io.daggers.job.bundle;

import io.daggers.sql.Digest;

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
    return new Fingerprint(Digest.of(text));
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

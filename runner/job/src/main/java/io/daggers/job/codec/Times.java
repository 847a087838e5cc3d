package io.daggers.job.codec;

/** What protobuf allows in a Timestamp and in a Duration. */
final class Times {

  static final int NANOS_PER_MILLI = 1_000_000;
  static final int NANOS_PER_SECOND = 1_000_000_000;

  private static final long YEAR_1 = -62_135_596_800L; // 0001-01-01T00:00:00Z
  private static final long YEAR_10000 = 253_402_300_800L; // 10000-01-01T00:00:00Z
  private static final long GREATEST_DURATION_SECONDS = 315_576_000_000L; // 10,000 years

  private Times() {}

  /** Whether seconds since 1970 are of a year that has four digits. */
  static boolean isTimestamp(long seconds) {
    return seconds >= YEAR_1 && seconds < YEAR_10000;
  }

  static boolean isTimestamp(long seconds, int nanos) {
    return isTimestamp(seconds) && nanos >= 0 && nanos < NANOS_PER_SECOND;
  }

  /** Both parts must have the same sign. */
  static boolean isDuration(long seconds, int nanos) {
    return Math.abs(nanos) < NANOS_PER_SECOND
        && nanos != Integer.MIN_VALUE
        && seconds >= -GREATEST_DURATION_SECONDS
        && seconds <= GREATEST_DURATION_SECONDS
        && Long.signum(seconds) * Integer.signum(nanos) >= 0;
  }
}

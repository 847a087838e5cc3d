package io.daggers.sql.function.aggregate;

import java.util.Arrays;
import java.util.Objects;

/** Numbers between rising bounds. */
final class Buckets {

  private Buckets() {}

  /** The index of the first bound that a number is not above; the number of bounds if none. */
  static int of(double number, Double[] bounds) {
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] != null && number <= bounds[i]) {
        return i;
      }
    }
    return bounds.length;
  }

  static boolean hasNull(Double[] bounds) {
    return Arrays.stream(bounds).anyMatch(Objects::isNull);
  }
}

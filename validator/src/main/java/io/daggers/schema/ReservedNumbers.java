package io.daggers.schema;

import java.util.Comparator;
import java.util.List;

/** Numbers that may not be used again. */
final class ReservedNumbers {

  private ReservedNumbers() {}

  /** Both ends are in it. */
  record Range(int first, int last) {
    @Override
    public String toString() {
      return first == last
          ? "the number " + first
          : "the range of numbers " + first + " to " + last;
    }
  }

  /** Whether every number of a range is in one of the others. */
  static boolean cover(List<Range> ranges, Range range) {
    long next = range.first();
    for (Range other : ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
      if (other.first() <= next && next <= other.last()) {
        next = (long) other.last() + 1;
      }
    }
    return next > range.last();
  }
}

package io.daggers.sql.table;

import java.io.Serializable;

/**
 * The windows that the rows of a result are of, where each row tells which is its own, and comes
 * when that has ended. Times are in milliseconds, since 1970 where they are points in time.
 *
 * @param column the position of the column that tells
 * @param beforeEndMillis how long before the window's end its value is
 * @param sizeMillis of the longest window
 * @param stepMillis from the end of one window to that of the next
 * @param offsetMillis the end of one of them
 */
public record ResultWindows(
    int column, long beforeEndMillis, long sizeMillis, long stepMillis, long offsetMillis)
    implements Serializable {

  /** Before all windows. */
  public static final long NEVER = Long.MIN_VALUE;

  private static final long TOO_FAR = Long.MAX_VALUE / 4;

  /** The end of the last window that has ended by a time. */
  public long lastEnd(long millis) {
    return Math.abs(millis / 2) > TOO_FAR
        ? millis
        : Math.floorDiv(millis - offsetMillis, stepMillis) * stepMillis + offsetMillis;
  }

  /**
   * When the first window begins that ends later than a time, or before that, where a window can be
   * shorter than the longest.
   */
  public long firstBeginAfter(long millis) {
    return Math.abs(millis / 2) > TOO_FAR ? millis : lastEnd(millis) + stepMillis - sizeMillis;
  }
}

package io.daggers.job.deadletter;

import io.daggers.job.deadletter.DeadLetters.Limit;

/** Dead letters of a minute, against the records of that minute. */
final class DeadLetterRate {

  private static final long MINUTE_MILLIS = 60_000;

  private final Limit limit;
  private long beginMillis;
  private long recordsBefore;
  private long letters;
  private long records;

  DeadLetterRate(Limit limit) {
    this.limit = limit;
  }

  /**
   * Counts one. A minute begins with the first dead letter after the one before has passed.
   *
   * @param total how many records there have been since the start, this one included
   * @return whether it is one too many
   */
  boolean isExceededBy(long nowMillis, long total) {
    if (letters == 0 || nowMillis - beginMillis >= MINUTE_MILLIS) {
      beginMillis = nowMillis;
      recordsBefore = total - 1;
      letters = 0;
    }
    letters++;
    records = Math.max(total - recordsBefore, letters);
    return letters > limit.perMinute() && isMoreThanItsShare();
  }

  /** Of all records the share is never more than 100 %, so that 100 must mean any share. */
  private boolean isMoreThanItsShare() {
    return limit.percent() == 100 || letters * 100 > records * limit.percent();
  }

  long letters() {
    return letters;
  }

  long records() {
    return records;
  }
}

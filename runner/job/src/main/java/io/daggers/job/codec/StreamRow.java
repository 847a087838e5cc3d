package io.daggers.job.codec;

import org.jspecify.annotations.Nullable;

/** A decoded record: its columns, and when it happened. */
public final class StreamRow extends DecodedRow {

  private final boolean hasEventTime;
  private final long eventTimeMillis;

  private StreamRow(
      @Nullable Object[] values, int arity, boolean hasEventTime, long eventTimeMillis) {
    super(values, arity);
    this.hasEventTime = hasEventTime;
    this.eventTimeMillis = eventTimeMillis;
  }

  static StreamRow at(long eventTimeMillis, @Nullable Object[] values, int arity) {
    return new StreamRow(values, arity, true, eventTimeMillis);
  }

  static StreamRow withoutEventTime(@Nullable Object[] values, int arity) {
    return new StreamRow(values, arity, false, 0);
  }

  public boolean hasEventTime() {
    return hasEventTime;
  }

  /** Milliseconds since 1970-01-01T00:00:00Z, rounded down. */
  public long eventTimeMillis() {
    if (!hasEventTime) {
      throw new IllegalStateException("the record has no event time");
    }
    return eventTimeMillis;
  }
}

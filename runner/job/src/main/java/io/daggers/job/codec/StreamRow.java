package io.daggers.job.codec;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A decoded record: its columns, and when it happened. */
public final class StreamRow extends DecodedRow {

  private static final @Nullable Object[] NOTHING = {};

  private final boolean isWanted;
  private final boolean hasEventTime;
  private final long eventTimeMillis;

  private StreamRow(
      @Nullable Object[] values,
      int arity,
      boolean isWanted,
      boolean hasEventTime,
      long eventTimeMillis) {
    super(values, arity);
    this.isWanted = isWanted;
    this.hasEventTime = hasEventTime;
    this.eventTimeMillis = eventTimeMillis;
  }

  static StreamRow at(long eventTimeMillis, @Nullable Object[] values, int arity) {
    return new StreamRow(values, arity, true, true, eventTimeMillis);
  }

  static StreamRow withoutEventTime(@Nullable Object[] values, int arity) {
    return new StreamRow(values, arity, true, false, 0);
  }

  /** A record that the query has no use of, and whose time passes all the same. */
  static StreamRow unwanted(OptionalLong eventTimeMillis) {
    return new StreamRow(NOTHING, 0, false, eventTimeMillis.isPresent(), eventTimeMillis.orElse(0));
  }

  /** Whether it has columns: a row that has none must not get to the query. */
  public boolean isWanted() {
    return isWanted;
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

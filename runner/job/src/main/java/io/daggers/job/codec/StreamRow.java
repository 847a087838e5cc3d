package io.daggers.job.codec;

import org.jspecify.annotations.Nullable;

/** A decoded record: its columns, and when it happened. */
public class StreamRow extends DecodedRow {

  private long eventTimeMillis;

  /**
   * @param eventTimeMillis or {@link EventTimeReader#NONE}
   */
  StreamRow(@Nullable Object[] values, int arity, long eventTimeMillis) {
    super(values, arity);
    this.eventTimeMillis = eventTimeMillis;
  }

  /** A row without columns and without a time. */
  protected StreamRow() {
    this(new Object[0], 0, EventTimeReader.NONE);
  }

  /** One that stands for records that a query has no use of; only their time passes. */
  public static StreamRow unwanted(long eventTimeMillis) {
    return new StreamRow().at(eventTimeMillis);
  }

  /** The same, at another time. */
  StreamRow at(long millis) {
    eventTimeMillis = millis;
    return this;
  }

  /** Whether it has columns: a row that has none must not get to the query. */
  public boolean isWanted() {
    return getArity() > 0;
  }

  public boolean hasEventTime() {
    return eventTimeMillis != EventTimeReader.NONE;
  }

  /** Milliseconds since 1970-01-01T00:00:00Z, rounded down. */
  public long eventTimeMillis() {
    if (!hasEventTime()) {
      throw new IllegalStateException("the record has no event time");
    }
    return eventTimeMillis;
  }
}

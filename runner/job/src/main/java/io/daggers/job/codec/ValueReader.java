package io.daggers.job.codec;

import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one field.
 *
 * <p>A field may occur several times in a message, and protobuf says what that means: the last
 * number wins, messages are merged, lists grow. So a value is made in two steps: each occurrence is
 * read on top of what came {@code earlier}, and the result is {@linkplain #finish finished} once
 * the enclosing message has ended.
 */
@FunctionalInterface
interface ValueReader {

  /**
   * Reads one occurrence.
   *
   * @param earlier what the occurrences before it came to, or NULL
   * @return what they come to now; NULL where an unknown value of a closed enum counts as absent
   */
  @Nullable Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException;

  /** Turns what was read, or NULL where there was nothing, into Flink's internal value. */
  default @Nullable Object finish(@Nullable Object read) throws UndecodableException {
    return read;
  }

  /** Whether {@link #finish} does anything. */
  default boolean finishes() {
    return false;
  }
}

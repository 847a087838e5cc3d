package io.daggers.job.codec;

import org.jspecify.annotations.Nullable;

/** Reads a double. */
final class DoubleReader implements ValueReader {

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    return Double.longBitsToDouble(in.fixed64());
  }
}

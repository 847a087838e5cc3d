package io.daggers.job.codec;

import org.jspecify.annotations.Nullable;

/** Reads a message that has no fields: TRUE, since it is there. */
record PresenceReader(int groupEnd) implements ValueReader {

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    int outer = in.enter(groupEnd);
    while (!in.atEnd()) {
      in.skip(in.tag());
    }
    in.leave(outer, groupEnd);
    return true;
  }
}

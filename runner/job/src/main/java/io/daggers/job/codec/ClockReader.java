package io.daggers.job.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/** Reads an event time that is no column, always into the same {@link Seconds}. */
final class ClockReader implements ValueReader {

  private final Seconds seconds = new Seconds();
  private final int groupEnd;

  ClockReader(FieldDescriptor field) {
    this.groupEnd =
        field.getType() == FieldDescriptor.Type.GROUP ? WireCursor.groupEnd(field.getNumber()) : 0;
  }

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    if (earlier == null) {
      seconds.reset();
    }
    seconds.merge(in, groupEnd);
    return seconds;
  }
}

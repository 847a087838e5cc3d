package io.daggers.job.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code google.protobuf.Timestamp} and {@code Duration}, which are both seconds and nanos.
 */
final class SecondsReader implements ValueReader {

  enum Kind {
    TIMESTAMP,
    DURATION
  }

  private final Kind kind;
  private final String name;
  private final int groupEnd;

  SecondsReader(Kind kind, FieldDescriptor field, int groupEnd) {
    this.kind = kind;
    this.name = field.getFullName();
    this.groupEnd = groupEnd;
  }

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    Seconds read = earlier == null ? new Seconds() : (Seconds) earlier;
    read.merge(in, groupEnd);
    return read;
  }

  @Override
  public @Nullable Object finish(@Nullable Object read) throws UndecodableException {
    if (read == null) {
      return null;
    }
    Seconds found = (Seconds) read;
    return switch (kind) {
      case TIMESTAMP -> found.toTimestamp(name);
      case DURATION -> found.toDuration(name);
    };
  }

  @Override
  public boolean finishes() {
    return true;
  }
}

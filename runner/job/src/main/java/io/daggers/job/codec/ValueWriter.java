package io.daggers.job.codec;

import org.jspecify.annotations.Nullable;

/** Turns one of Flink's internal values into one that protobuf's reflection takes. */
@FunctionalInterface
interface ValueWriter {

  /** NULL stands for a field that is left out. */
  @Nullable Object write(Object value) throws UnwritableException;
}

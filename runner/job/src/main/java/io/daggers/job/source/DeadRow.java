package io.daggers.job.source;

import io.daggers.job.codec.StreamRow;
import io.daggers.job.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/** Stands for a record that could not become a row, on its way to the dead letters. */
final class DeadRow extends StreamRow {

  private final DeadLetter letter;

  DeadRow(DeadLetter letter) {
    this.letter = letter;
  }

  DeadLetter letter() {
    return letter;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeadRow row && letter.equals(row.letter);
  }

  @Override
  public int hashCode() {
    return letter.hashCode();
  }
}

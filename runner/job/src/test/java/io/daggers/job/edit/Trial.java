package io.daggers.job.edit;

import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.StateChange;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of an edit.
 *
 * @param state the verdict
 * @param seen what was seen of the rows: of the new definition with the old state where it is kept,
 *     else of one that was made to take it
 */
record Trial(String about, Edits.Edit edit, Jobs.Backend backend, Edits.State state, Seen seen) {

  /** How rows compare with those of a run without interruption. */
  sealed interface Seen {

    /** Those written before the edit and after it. */
    record AllEqual() implements Seen {}

    /** Those written after the edit. */
    record EqualFromNowOn() implements Seen {}

    record Unequal(List<String> written, List<String> expected) implements Seen {}

    record NotStarted(String why) implements Seen {}

    /** In a few words. */
    default String inWords() {
      if (this instanceof AllEqual) {
        return "all rows";
      }
      if (this instanceof EqualFromNowOn) {
        return "rows from now on";
      }
      return this instanceof Unequal ? "wrong rows" : "does not start";
    }

    default boolean isRight() {
      return this instanceof AllEqual || this instanceof EqualFromNowOn;
    }
  }

  /** The verdict, as the agent gives it. */
  static Edits.State verdict(JobBundle before, JobBundle after) {
    return StateChange.between(before.stateUids(), after.stateUids()).fits()
        ? Edits.State.KEPT
        : Edits.State.REFUSED;
  }

  static Seen compare(Jobs.Stopped stopped, List<String> written, Jobs.Uninterrupted other) {
    if (sorted(stopped.rows(), written).equals(sorted(other.before(), other.after()))) {
      return new Seen.AllEqual();
    }
    return sorted(written, List.of()).equals(sorted(other.after(), List.of()))
        ? new Seen.EqualFromNowOn()
        : new Seen.Unequal(sorted(written, List.of()), sorted(other.after(), List.of()));
  }

  private static List<String> sorted(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all.stream().sorted().toList();
  }
}

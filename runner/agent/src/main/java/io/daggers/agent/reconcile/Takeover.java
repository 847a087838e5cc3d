package io.daggers.agent.reconcile;

import io.daggers.agent.journal.LeftState;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.StateChange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of a state under a new definition. */
sealed interface Takeover {

  /** Every part of the state means the same in the new definition. */
  record WithState() implements Takeover {}

  /** It does not, but the text of {@code reset} changed, which allows one start without it. */
  record WithoutState() implements Takeover {}

  /**
   * It does not, and nobody said that it may be dropped.
   *
   * @param reason says which parts, and what to do
   */
  record Refused(String reason) implements Takeover {}

  /** Whether a bundle goes on from a state that was left behind. */
  static boolean fits(JobBundle bundle, LeftState left) {
    return of(bundle, left.stateUids(), left.reset()) instanceof WithState;
  }

  /**
   * @param stateUids the operators whose state there is
   * @param reset the text of that name in the definition that the state is from
   */
  static Takeover of(JobBundle bundle, List<String> stateUids, @Nullable String reset) {
    StateChange change = StateChange.between(stateUids, bundle.stateUids());
    if (change.fits()) {
      return new WithState();
    }
    if (bundle.reset() != null && !Objects.equals(bundle.reset(), reset)) {
      return new WithoutState();
    }
    return new Refused(
        "what it has counted so far does not fit the new definition (%s); to start without it, change the text of `reset:` in %s/dagger.yaml"
            .formatted(String.join(", ", change.misfitRoles()), bundle.dagger().folder()));
  }
}

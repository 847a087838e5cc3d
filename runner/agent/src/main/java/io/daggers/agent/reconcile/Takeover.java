package io.daggers.agent.reconcile;

import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.StateChange;
import io.daggers.sql.table.ResultWindows;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of a state under a new definition. */
sealed interface Takeover {

  /** It is started. */
  record Granted(Inheritance inheritance) implements Takeover {}

  /**
   * The state does not fit, its windows cannot be counted anew, and nobody said that it may be
   * dropped.
   *
   * @param reason says which parts, and what to do
   */
  record Refused(String reason) implements Takeover {}

  /** Whether a bundle goes on from a state that was left behind. */
  static boolean fits(JobBundle bundle, LeftState left) {
    return of(bundle, left).equals(new Granted(Inheritance.STATE));
  }

  static Takeover of(JobBundle bundle, LeftState left) {
    return of(bundle, left.stateUids(), left.windows(), left.reset());
  }

  static Takeover of(JobBundle bundle, ObservedJob job) {
    return of(bundle, job.stateUids(), job.windows(), job.reset());
  }

  /**
   * @param stateUids the operators whose state there is
   * @param windows those of which the state tells which are written; null where it does not
   * @param reset the text of that name in the definition that the state is from
   */
  private static Takeover of(
      JobBundle bundle,
      List<String> stateUids,
      @Nullable ResultWindows windows,
      @Nullable String reset) {
    StateChange change = StateChange.between(stateUids, bundle.stateUids());
    if (change.fits()) {
      return new Granted(Inheritance.STATE);
    }
    if (bundle.reset() != null && !Objects.equals(bundle.reset(), reset)) {
      return new Granted(Inheritance.NOTHING);
    }
    if (windows != null && bundle.windows() != null) {
      return new Granted(Inheritance.OPEN_WINDOWS);
    }
    return new Refused(
        "what it has counted so far does not fit the new definition (%s), and open windows cannot be counted anew, as %s; to start without it, change the text of `reset:` in %s/dagger.yaml"
            .formatted(
                String.join(", ", change.misfitRoles()),
                obstacle(change, windows),
                bundle.dagger().folder()));
  }

  private static String obstacle(StateChange change, @Nullable ResultWindows windows) {
    if (!change.isBounded()) {
      return "not all of it ends with a window";
    }
    return windows == null
        ? "it is not known which of them are written"
        : "the new results do not tell their windows";
  }
}

package io.daggers.agent.reconcile;

import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.JobBundle;
import org.jspecify.annotations.Nullable;

/** How a dagger under a new name comes by the state of its former one. */
final class Succession {

  private Succession() {}

  /**
   * @param job of the former name; null where it has none
   * @param left what that left behind; null where nothing
   */
  static Change change(
      DesiredJob.Running heir,
      DaggerName former,
      @Nullable ObservedJob job,
      @Nullable LeftState left) {
    JobBundle bundle = heir.bundle();
    if (job != null) {
      Takeover takeover = Takeover.of(bundle, job.stateUids(), job.reset());
      boolean withState = takeover instanceof Takeover.WithState;
      return takeover instanceof Takeover.Refused refused
          ? new Change.Refuse(heir.dagger(), refused.reason())
          : new Change.Move(job, bundle, heir.fingerprint(), withState, reason(former, withState));
    }
    if (left == null) {
      return new Change.Start(bundle, heir.fingerprint(), null, "is new");
    }
    Takeover takeover = Takeover.of(bundle, left.stateUids(), left.reset());
    boolean withState = takeover instanceof Takeover.WithState;
    return takeover instanceof Takeover.Refused refused
        ? new Change.Refuse(heir.dagger(), refused.reason())
        : new Change.Start(
            bundle, heir.fingerprint(), withState ? left : null, reason(former, withState));
  }

  private static String reason(DaggerName former, boolean withState) {
    return "moved from %s, and %s"
        .formatted(
            former, withState ? "keeps its state" : "begins without its state, as `reset` allows");
  }
}

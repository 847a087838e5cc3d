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
    if (job == null && left == null) {
      return new Change.Start(bundle, heir.fingerprint(), null, "is new");
    }
    Takeover takeover = job == null ? Takeover.of(bundle, left) : Takeover.of(bundle, job);
    if (takeover instanceof Takeover.Refused refused) {
      return new Change.Refuse(heir.dagger(), refused.reason());
    }
    Inheritance inheritance = ((Takeover.Granted) takeover).inheritance();
    String reason = reason(former, inheritance);
    return job == null
        ? Change.Start.after(left, heir, inheritance, reason)
        : new Change.Move(job, bundle, heir.fingerprint(), inheritance, reason);
  }

  private static String reason(DaggerName former, Inheritance inheritance) {
    return "moved from %s, and %s"
        .formatted(
            former,
            inheritance == Inheritance.NOTHING
                ? "begins without its state, as `reset` allows"
                : inheritance.ofRunning());
  }
}

package io.daggers.agent.reconcile;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import org.jspecify.annotations.Nullable;

/** What the repository wants of one dagger. */
public sealed interface DesiredJob {

  DaggerName dagger();

  /**
   * It shall run.
   *
   * @param fingerprint of the bundle, which takes a while to compute
   * @param movedFrom the name it had before; null where it had none
   */
  record Running(JobBundle bundle, Fingerprint fingerprint, @Nullable DaggerName movedFrom)
      implements DesiredJob {
    public Running(JobBundle bundle) {
      this(bundle, bundle.fingerprint(), null);
    }

    /** The same, under a new name. */
    public Running movedFrom(@Nullable DaggerName former) {
      return new Running(bundle, fingerprint, former);
    }

    @Override
    public DaggerName dagger() {
      return bundle.dagger();
    }
  }

  /** It shall not run, and continue some day from where it stopped. */
  record Suspended(DaggerName dagger) implements DesiredJob {}

  /** Its definition cannot run; what ran before is left alone. */
  record Unfit(DaggerName dagger, String reason) implements DesiredJob {}
}

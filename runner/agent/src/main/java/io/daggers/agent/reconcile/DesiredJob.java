package io.daggers.agent.reconcile;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;

/** What the repository wants of one dagger. */
public sealed interface DesiredJob {

  DaggerName dagger();

  /**
   * It shall run.
   *
   * @param fingerprint of the bundle, which takes a while to compute
   */
  record Running(JobBundle bundle, Fingerprint fingerprint) implements DesiredJob {
    public Running(JobBundle bundle) {
      this(bundle, bundle.fingerprint());
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

package io.daggers.agent.reconcile;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.JobBundle;

/** What the repository wants of one dagger. */
public sealed interface DesiredJob {

  DaggerName dagger();

  /** It shall run. */
  record Running(JobBundle bundle) implements DesiredJob {
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

package io.daggers.agent.reconcile;

import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be done about one dagger, and why. */
public sealed interface Change {

  DaggerName dagger();

  /** All that it is about; of these nothing else may be done meanwhile. */
  default Set<DaggerName> daggers() {
    return Set.of(dagger());
  }

  /** One sentence, without a final period. */
  String reason();

  /** The bundle that runs once this is done; null where none does, or nothing is done. */
  default @Nullable Fingerprint aim() {
    return null;
  }

  /** When what failed is tried again; null where this does not wait for that. */
  default @Nullable Instant nextTry() {
    return null;
  }

  /** Whether anything is done to a job. */
  default boolean acts() {
    return true;
  }

  /**
   * A job where there is none.
   *
   * @param aim the bundle's fingerprint, which takes a while to compute
   * @param from what the job before left behind; null: nothing
   * @param inheritance what it takes over of that
   */
  record Start(
      JobBundle bundle,
      Fingerprint aim,
      @Nullable LeftState from,
      Inheritance inheritance,
      String reason)
      implements Change {
    public Start {
      if ((from == null) != (inheritance == Inheritance.NOTHING)) {
        throw new IllegalArgumentException("%s from %s".formatted(inheritance, from));
      }
    }

    /** After a job that has left something. */
    static Start after(
        LeftState left, DesiredJob.Running wanted, Inheritance inheritance, String reason) {
      LeftState from = inheritance == Inheritance.NOTHING ? null : left;
      return new Start(wanted.bundle(), wanted.fingerprint(), from, inheritance, reason);
    }

    /** One that takes over all there is. */
    Start(JobBundle bundle, Fingerprint aim, @Nullable LeftState from, String reason) {
      this(bundle, aim, from, from == null ? Inheritance.NOTHING : Inheritance.STATE, reason);
    }

    Start(JobBundle bundle, @Nullable LeftState from, String reason) {
      this(bundle, bundle.fingerprint(), from, reason);
    }

    @Override
    public DaggerName dagger() {
      return bundle.dagger();
    }
  }

  /**
   * Another definition in place of the one that runs, or the same one anew.
   *
   * @param aim the bundle's fingerprint
   * @param inheritance what the new job takes over of the old one
   */
  record Replace(
      ObservedJob job, JobBundle bundle, Fingerprint aim, Inheritance inheritance, String reason)
      implements Change {
    Replace(ObservedJob job, JobBundle bundle, Inheritance inheritance, String reason) {
      this(job, bundle, bundle.fingerprint(), inheritance, reason);
    }

    @Override
    public DaggerName dagger() {
      return bundle.dagger();
    }
  }

  /**
   * A dagger in place of the one whose former name it bears.
   *
   * @param job of the former name
   * @param aim the fingerprint of the new one's bundle
   * @param inheritance what the new job takes over of the old one
   */
  record Move(
      ObservedJob job, JobBundle bundle, Fingerprint aim, Inheritance inheritance, String reason)
      implements Change {
    @Override
    public DaggerName dagger() {
      return bundle.dagger();
    }

    @Override
    public Set<DaggerName> daggers() {
      return Set.of(dagger(), job.dagger());
    }
  }

  /**
   * The last definition that ran steadily in place of one that does not. The job is stopped without
   * a savepoint, as nothing of its state is used.
   *
   * @param job null where it has ended
   * @param condemned the definition that is not tried again
   * @param aim the fingerprint of the good one's bundle
   * @param from what the good definition left behind
   * @param reason what is wrong with the other
   */
  record RollBack(
      @Nullable ObservedJob job,
      Fingerprint condemned,
      JobBundle bundle,
      Fingerprint aim,
      LeftState from,
      String reason)
      implements Change {
    @Override
    public DaggerName dagger() {
      return bundle.dagger();
    }
  }

  /**
   * An end, with a last savepoint.
   *
   * @param removed whether the dagger left the repository, rather than being suspended
   */
  record Stop(ObservedJob job, boolean removed, String reason) implements Change {
    @Override
    public DaggerName dagger() {
      return job.dagger();
    }
  }

  /** An end, with a last savepoint, because the agent ends and the platform with it. */
  record Park(ObservedJob job, String reason) implements Change {
    @Override
    public DaggerName dagger() {
      return job.dagger();
    }
  }

  /** A dagger without a job that left the repository. */
  record Drop(DaggerName dagger, String reason) implements Change {
    @Override
    public boolean acts() {
      return false;
    }
  }

  /** All is as it should be, or nothing can be done about it now. */
  record Keep(DaggerName dagger, String reason, @Nullable Instant nextTry) implements Change {
    Keep(DaggerName dagger, String reason) {
      this(dagger, reason, null);
    }

    @Override
    public boolean acts() {
      return false;
    }
  }

  /** What was committed is not carried out until it is committed differently. */
  record Refuse(DaggerName dagger, String reason) implements Change {
    @Override
    public boolean acts() {
      return false;
    }
  }
}

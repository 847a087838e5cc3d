package io.daggers.agent.journal;

import io.daggers.agent.platform.JobId;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: a step that is about to be taken, or what came of it.
 *
 * @param revision the commit that was being carried out
 * @param dagger null where the line is about the whole commit
 * @param reason why the step is taken
 * @param fingerprint of the bundle the step is for; null where the dagger is not to run
 * @param job the job that is started or ended; null where there is none
 * @param state START: what the job before left, where it resumes from that or counts its open
 *     windows anew; STOP, MOVE, PARK, REMOVE, END: what it left behind; null: nothing
 * @param error what went wrong; null unless the outcome is FAILED
 */
public record Entry(
    Instant time,
    String revision,
    @Nullable DaggerName dagger,
    Step step,
    Outcome outcome,
    String reason,
    @Nullable Fingerprint fingerprint,
    @Nullable JobId job,
    @Nullable LeftState state,
    @Nullable String error) {

  /** What is done. */
  public enum Step {
    /** A definition was found unable to take the place of the one that runs, which runs on. */
    PREPARE,
    /** A job is started. */
    START,
    /** A job is stopped, to be started again some day. */
    STOP,
    /** A job is stopped, to go on under another name; a line for each of the two names. */
    MOVE,
    /** A job is stopped because the agent ends. */
    PARK,
    /** A job is stopped because its dagger left the repository, or it left without having one. */
    REMOVE,
    /** A job was found to have ended by itself. */
    END,
    /** A definition is not put in place of the one that runs. */
    REFUSE,
    /** A definition has run steadily for a while. */
    STABLE,
    /** A definition does not run steadily: it gives way to the last one that did. */
    ROLLBACK,
    /** A commit is the newest from now on; the reason is its author. */
    COMMIT,
    /** A commit would take so much away that a person is asked first. */
    FREEZE,
    /** A person says that a commit is meant as it is. */
    CONFIRM,
    /** A person says that what failed shall be tried again. */
    RETRY,
    /** A person asks for a job to be stopped and started again. */
    RESTART
  }

  /** How far it got. */
  public enum Outcome {
    BEGUN,
    DONE,
    FAILED
  }

  /** A step that is done as it is written down, for a whole commit. */
  public static Entry ofCommit(Instant time, String revision, Step step, String reason) {
    return new Entry(time, revision, null, step, Outcome.DONE, reason, null, null, null, null);
  }

  /** A step that is about to be taken. */
  public static Entry begun(
      Instant time,
      String revision,
      DaggerName dagger,
      Step step,
      String reason,
      @Nullable Fingerprint fingerprint,
      @Nullable JobId job,
      @Nullable LeftState state) {
    return new Entry(
        time, revision, dagger, step, Outcome.BEGUN, reason, fingerprint, job, state, null);
  }

  /** What a person asks about a dagger. */
  public static Entry asked(Instant time, String revision, DaggerName dagger, Step step) {
    return new Entry(
        time,
        revision,
        dagger,
        step,
        Outcome.DONE,
        "a person asked for it",
        null,
        null,
        null,
        null);
  }

  /** The same for a reason of which more is known. */
  public Entry because(String why) {
    return new Entry(time, revision, dagger, step, outcome, why, fingerprint, job, state, error);
  }

  /** The same step, done. */
  public Entry done(Instant at, @Nullable LeftState left) {
    return new Entry(
        at, revision, dagger, step, Outcome.DONE, reason, fingerprint, job, left, null);
  }

  /** The same step, failed. */
  public Entry failed(Instant at, String why) {
    return new Entry(
        at, revision, dagger, step, Outcome.FAILED, reason, fingerprint, job, state, why);
  }
}

package io.daggers.agent.platform;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.JobBundle;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where jobs run. Every call is bounded in time and may be made from several threads, for different
 * jobs.
 */
public interface JobPlatform extends AutoCloseable {

  /**
   * The jobs this platform knows of, at most one that is live per dagger. It only looks: nothing is
   * changed by it.
   *
   * @throws PlatformException where it cannot tell; that is never taken for "there are none"
   */
  List<ObservedJob> observe() throws PlatformException;

  /**
   * Looks whether a bundle could take the place of a job: its graph can be made, its secrets are
   * there, and there is room for it. Nothing is changed by it.
   *
   * @param old whose job ends then; the bundle's dagger, or the one that it was before
   * @param from what it would begin with, as far as that is known already
   * @throws PlatformException where it would not come up, or that cannot be told
   */
  void prepare(JobBundle bundle, DaggerName old, InitialState from) throws PlatformException;

  /**
   * The id for a job that is to be started. Where jobs outlive the agent it is also the place where
   * the job will be, so that a start of which nobody knows the outcome can be found, or {@link
   * #ruleOut ruled out}.
   */
  default JobId nextId() throws PlatformException {
    return JobId.next();
  }

  /**
   * Sees to it that nothing comes of a start that was begun, also by another agent which has not
   * noticed yet that it is no longer the one. A job that is there after all is stopped.
   */
  default void ruleOut(DaggerName dagger, JobId id) throws PlatformException {
    stop(id);
  }

  /**
   * Starts a job and waits until all of it runs, its state restored.
   *
   * @param id from {@link #nextId}, written down by the caller
   * @throws PlatformException where it does not come up; then nothing of it is left running, unless
   *     {@link #observe} says otherwise
   */
  void start(JobId id, JobBundle bundle, InitialState from) throws PlatformException;

  /**
   * Ends a job with a savepoint. Windows that are open stay open in it: nothing is written early.
   *
   * @throws PlatformException where that was not possible, or not in time; then the job runs on,
   *     unless {@link #observe} says otherwise
   */
  InitialState.Saved stopWithSavepoint(JobId job) throws PlatformException;

  /**
   * Ends a job at once; its newest checkpoint is kept. Does nothing to a job that has ended.
   *
   * @throws PlatformException where it may still run
   */
  void stop(JobId job) throws PlatformException;

  /**
   * The newest savepoint or checkpoint that a job left behind, also one of an earlier life of the
   * platform. Of a job that has ended it waits, some seconds at most, until nothing newer can come.
   *
   * @throws PlatformException where that cannot be found out now
   */
  Optional<InitialState.Saved> newestState(JobId job) throws PlatformException;

  /**
   * Which windows a job had written when it left a state: those that ended by the given time, and
   * no others.
   *
   * @return empty where the job did not know
   * @throws PlatformException where the state cannot be read
   */
  Optional<InitialState.OpenWindows> openWindows(InitialState.Saved state) throws PlatformException;

  /**
   * The version of the runner that jobs are started with now; nothing where all have the agent's
   * own, as they end with it.
   */
  default Optional<String> runner() {
    return Optional.empty();
  }

  /** Whether jobs run on when the agent ends. */
  boolean outlivesAgent();

  /** A page for people about its jobs, if it has one. */
  Optional<URI> page();

  /** Gives back what the platform holds in this process. */
  @Override
  void close();
}

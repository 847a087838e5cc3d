package io.daggers.agent.reconcile;

import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.table.ResultWindows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A platform as a model: it knows which jobs there truly are, tells of them what it likes, and
 * breaks off where something happens that must never happen.
 */
final class ModelPlatform {

  private static final JobMetrics READING =
      new JobMetrics(
          1L, null, null, null, null, null, null, null, null, null, null, null, null, null);

  final boolean outlivesAgent;
  final Set<DaggerName> startsFail = new HashSet<>();
  final Set<DaggerName> startsHang = new HashSet<>();
  final Set<DaggerName> savepointsFail = new HashSet<>();
  final Set<DaggerName> preparingFails = new HashSet<>();
  final Set<DaggerName> hidden = new HashSet<>();
  final Set<DaggerName> unknown = new HashSet<>();

  /** Daggers that were removed at some time, and may begin anew. */
  final Set<DaggerName> mayForget = new HashSet<>();

  private final IdentityHashMap<JobBundle, Fingerprint> fingerprints;
  private final Map<JobId, Job> jobs = new HashMap<>();
  private final Map<String, Saved> disk = new HashMap<>();
  private final Map<DaggerName, JobBundle> lastStarted = new HashMap<>();
  private int ids;
  private int runners;

  /** It could not be done. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param lineage the job that began without any state, from which this one's descends
   */
  record Job(
      JobBundle bundle,
      JobId lineage,
      JobState state,
      Instant since,
      long restarts,
      String runner) {
    Job in(JobState next) {
      return new Job(bundle, lineage, next, since, restarts, runner);
    }

    /** It runs, and was brought back so often. */
    Job restarted(long times) {
      return new Job(bundle, lineage, JobState.RUNNING, since, times, runner);
    }
  }

  /**
   * What a job left.
   *
   * @param isSeen whether all that it wrote is
   */
  private record Saved(DaggerName name, JobId lineage, LeftState left, boolean isSeen) {}

  ModelPlatform(boolean outlivesAgent, IdentityHashMap<JobBundle, Fingerprint> fingerprints) {
    this.outlivesAgent = outlivesAgent;
    this.fingerprints = fingerprints;
  }

  Fingerprint fingerprint(JobBundle bundle) {
    return fingerprints.get(bundle);
  }

  /** From now on jobs are started with another one. */
  void changeRunner() {
    runners++;
  }

  boolean isOutdated(ObservedJob job) {
    return outlivesAgent && !runner().equals(job.runner());
  }

  /** The one that jobs are started with. */
  String runner() {
    return "runner-" + runners;
  }

  JobId nextId() {
    return new JobId("0".repeat(24) + Integer.toHexString(0x10000000 + ++ids));
  }

  List<ObservedJob> observe() {
    List<ObservedJob> seen = new ArrayList<>();
    jobs.forEach(
        (id, job) -> {
          if (!hidden.contains(job.bundle.dagger())) {
            seen.add(observed(id, job));
          }
        });
    return seen;
  }

  private ObservedJob observed(JobId id, Job job) {
    boolean isUnknown = job.state.isLive() && unknown.contains(job.bundle.dagger());
    return new ObservedJob(
        job.bundle.dagger(),
        fingerprint(job.bundle),
        id,
        isUnknown ? JobState.UNKNOWN : job.state,
        null,
        job.since,
        job.bundle.stateUids(),
        job.bundle.windows(),
        job.bundle.reset(),
        READING,
        new JobVitals(1L, job.restarts),
        outlivesAgent ? job.runner : null);
  }

  Optional<Job> live(DaggerName name) {
    return jobs.values().stream()
        .filter(job -> job.bundle.dagger().equals(name) && job.state.isLive())
        .findFirst();
  }

  void start(
      JobId id, JobBundle bundle, Inheritance inheritance, @Nullable LeftState from, Instant now)
      throws Refusal {
    DaggerName name = bundle.dagger();
    if (live(name).isPresent()) {
      throw new AssertionError("two starts of " + name);
    }
    JobId lineage = id;
    if (from == null) {
      checkForgetting(bundle);
    } else {
      Saved saved = disk.get(from.location());
      if (inheritance == Inheritance.OPEN_WINDOWS) {
        checkWindows(bundle, saved);
      } else if (!bundle.stateUids().containsAll(saved.left.stateUids())) {
        throw new AssertionError("the state does not fit " + name);
      }
      lineage = saved.lineage;
      if (!saved.name.equals(name)) {
        lastStarted.remove(saved.name);
      }
    }
    checkLineage(lineage);
    if (startsFail.contains(name)) {
      throw new Refusal("no room");
    }
    lastStarted.put(name, bundle);
    boolean hangs = startsHang.contains(name);
    JobState state = hangs ? JobState.RESTARTING : JobState.RUNNING;
    jobs.put(id, new Job(bundle, lineage, state, now, 0, runner()));
    if (hangs) {
      throw new Refusal("neither up nor down");
    }
  }

  /** The state that there is to lose is another definition's again. */
  void goesBackTo(JobBundle good) {
    lastStarted.put(good.dagger(), good);
  }

  /** Which windows were written is told by what was left, and all that was is seen. */
  private static void checkWindows(JobBundle bundle, Saved saved) {
    if (bundle.windows() == null || saved.left.windows() == null || !saved.isSeen) {
      throw new AssertionError("nobody knows which windows of " + saved.name + " are written");
    }
  }

  /** No two jobs go on from one state, under whatever names. */
  private void checkLineage(JobId lineage) {
    for (Job job : jobs.values()) {
      if (job.state.isLive() && job.lineage.equals(lineage)) {
        throw new AssertionError("two jobs of one state");
      }
    }
  }

  /** A state is dropped where a person allowed it, and nowhere else. */
  private void checkForgetting(JobBundle bundle) {
    JobBundle before = lastStarted.get(bundle.dagger());
    boolean isReset =
        before != null && bundle.reset() != null && !bundle.reset().equals(before.reset());
    if (before != null && !isReset && !mayForget.contains(bundle.dagger())) {
      throw new AssertionError(bundle.dagger() + " forgot its state");
    }
  }

  /** With a savepoint where the job runs, else with its newest checkpoint. */
  @Nullable LeftState stop(ObservedJob observed, boolean withState) throws Refusal {
    Job job = jobs.get(observed.id());
    if (unknown.contains(observed.dagger())) {
      throw new AssertionError("something is done about " + observed.dagger() + ", unseen");
    }
    if (job == null || !job.state.isLive()) {
      throw new Refusal("it does not run");
    }
    if (withState && savepointsFail.contains(observed.dagger())) {
      throw new Refusal("the disk is full");
    }
    if (withState) {
      leave(observed.id(), job, job.bundle.windows(), true);
      jobs.put(observed.id(), job.in(JobState.FINISHED));
      return newest(observed.id());
    }
    finish(observed.id(), job, JobState.FINISHED);
    return null;
  }

  /** What a job left behind. */
  @Nullable LeftState newest(JobId id) {
    Saved saved = disk.get(id.value());
    return saved == null ? null : saved.left;
  }

  /** The live job of a dagger changes. */
  void change(DaggerName name, UnaryOperator<Job> change) {
    Map<JobId, Job> live = new HashMap<>(jobs);
    live.values().removeIf(job -> !job.bundle.dagger().equals(name) || !job.state.isLive());
    live.forEach(
        (id, job) -> {
          Job changed = change.apply(job);
          if (changed.state.isLive()) {
            jobs.put(id, changed);
          } else {
            finish(id, job, changed.state);
          }
        });
  }

  /** A job that ended is not listed for ever. */
  void forgetEnded() {
    jobs.values().removeIf(job -> !job.state.isLive());
  }

  /** All jobs are gone; what they left stays. */
  void die() {
    Map.copyOf(jobs).forEach((id, job) -> finish(id, job, JobState.FINISHED));
    jobs.clear();
  }

  private void finish(JobId id, Job job, JobState state) {
    if (job.state.isLive()) {
      boolean isSeen = !job.bundle.commitsResults();
      leave(id, job, isSeen ? job.bundle.windows() : null, isSeen);
    }
    jobs.put(id, job.in(state));
  }

  private void leave(JobId id, Job job, @Nullable ResultWindows windows, boolean isSeen) {
    LeftState left = new LeftState(id.value(), job.bundle.stateUids(), windows, job.bundle.reset());
    disk.put(id.value(), new Saved(job.bundle.dagger(), job.lineage, left, isSeen));
  }
}

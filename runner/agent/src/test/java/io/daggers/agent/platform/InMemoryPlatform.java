package io.daggers.agent.platform;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A platform whose jobs do nothing but remember since when they count: the lineage of their state.
 * It can be told to fail.
 */
public final class InMemoryPlatform implements JobPlatform {

  private static final JobMetrics READING =
      new JobMetrics(
          1L, null, null, null, null, null, null, null, null, null, null, null, null, null);

  private final Map<JobId, Job> jobs = new LinkedHashMap<>();
  private final Map<String, State> disk = new HashMap<>();

  /** The states that were asked for their windows. */
  private final Map<InitialState.OpenWindows, State> asked = new HashMap<>();

  private final Set<DaggerName> brokenStarts = new HashSet<>();
  private final Set<DaggerName> brokenSavepoints = new HashSet<>();
  private final Set<DaggerName> unreadable = new HashSet<>();
  private final Set<Fingerprint> unstartable = new HashSet<>();
  private final Set<Fingerprint> unstoppable = new HashSet<>();
  private final Set<DaggerName> unpreparable = new HashSet<>();
  private final Set<DaggerName> held = new HashSet<>();
  private final Map<Fingerprint, JobVitals> vitals = new HashMap<>();
  private final Set<DaggerName> hidden = new HashSet<>();
  private boolean outliving;
  private boolean holding;
  private boolean silent;
  private @Nullable Error bug;
  private int starts;

  /**
   * @param lineage the job that began without any state, from which this state descends
   */
  private record State(JobId lineage, List<String> uids, int age) {}

  private record Job(JobBundle bundle, JobState state, @Nullable String reason, State memory) {
    Job in(JobState next, @Nullable String why) {
      return new Job(bundle, next, why, memory);
    }
  }

  @Override
  public synchronized List<ObservedJob> observe() throws PlatformException {
    if (bug != null) {
      throw bug;
    }
    if (silent) {
      throw new PlatformException("nobody answers");
    }
    return jobs.entrySet().stream()
        .filter(e -> !hidden.contains(e.getValue().bundle.dagger()))
        .map(e -> observed(e.getKey(), e.getValue()))
        .toList();
  }

  @Override
  public synchronized void prepare(JobBundle bundle, DaggerName old, InitialState from)
      throws PlatformException {
    if (unpreparable.contains(bundle.dagger())) {
      throw new PlatformException("a secret is missing for " + bundle.dagger());
    }
  }

  @Override
  public synchronized void start(JobId id, JobBundle bundle, InitialState from)
      throws PlatformException {
    boolean alreadyLive =
        jobs.values().stream()
            .anyMatch(job -> job.bundle.dagger().equals(bundle.dagger()) && job.state.isLive());
    if (alreadyLive) {
      throw new AssertionError("two starts for " + bundle.dagger());
    }
    awaitRelease(bundle.dagger());
    starts++;
    State memory = new State(id, bundle.stateUids(), starts);
    if (from instanceof InitialState.Saved saved) {
      State found = disk.get(saved.location());
      if (found == null) {
        throw new PlatformException("there is nothing at " + saved.location());
      }
      if (!bundle.stateUids().containsAll(found.uids)) {
        throw new PlatformException("the state does not fit");
      }
      memory = new State(found.lineage, bundle.stateUids(), starts);
    }
    if (from instanceof InitialState.OpenWindows open) {
      memory = new State(asked.get(open).lineage, bundle.stateUids(), starts);
    }
    if (unstoppable.contains(bundle.fingerprint())) {
      jobs.put(id, new Job(bundle, JobState.RESTARTING, "neither up nor down", memory));
      throw new PlatformException("it does not come up");
    }
    if (brokenStarts.contains(bundle.dagger()) || unstartable.contains(bundle.fingerprint())) {
      throw new PlatformException("no room for " + bundle.dagger());
    }
    jobs.put(id, new Job(bundle, JobState.RUNNING, null, memory));
  }

  @Override
  public synchronized InitialState.Saved stopWithSavepoint(JobId id) throws PlatformException {
    Job job = jobs.get(id);
    if (job == null || job.state != JobState.RUNNING) {
      throw new PlatformException("no savepoint could be made: it does not run");
    }
    if (brokenSavepoints.contains(job.bundle.dagger())) {
      throw new PlatformException("no savepoint could be made: the disk is full");
    }
    jobs.put(id, job.in(JobState.FINISHED, null));
    return leave("savepoint", id, job);
  }

  @Override
  public synchronized void stop(JobId id) {
    Job job = jobs.get(id);
    if (job != null && job.state.isLive()) {
      jobs.put(id, job.in(JobState.FINISHED, null));
      leave("checkpoint", id, job);
    }
  }

  @Override
  public synchronized Optional<InitialState.Saved> newestState(JobId id) throws PlatformException {
    Job job = jobs.get(id);
    if (job != null && unreadable.contains(job.bundle.dagger())) {
      throw new PlatformException("the disk does not answer");
    }
    if (job != null && job.state.isLive()) {
      return Optional.of(leave("checkpoint", id, job));
    }
    return Optional.of(location("savepoint", id))
        .filter(disk::containsKey)
        .or(() -> Optional.of(location("checkpoint", id)).filter(disk::containsKey))
        .map(InitialState.Saved::new);
  }

  @Override
  public synchronized Optional<InitialState.OpenWindows> openWindows(InitialState.Saved saved) {
    State state = disk.get(saved.location());
    InitialState.OpenWindows open =
        new InitialState.OpenWindows(Instant.ofEpochSecond(state.age * 60L));
    asked.put(open, state);
    return Optional.of(open);
  }

  @Override
  public synchronized boolean outlivesAgent() {
    return outliving;
  }

  @Override
  public Optional<URI> page() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  /** From now on, or no longer, no job of a dagger comes up. */
  public synchronized void breakStarts(String dagger, boolean broken) {
    set(brokenStarts, dagger, broken);
  }

  /** From now on a bundle does not come up. */
  public synchronized void breakStartsOf(Fingerprint fingerprint) {
    unstartable.add(fingerprint);
  }

  /** Every bundle may come up again. */
  public synchronized void mendStarts() {
    unstartable.clear();
  }

  /** From now on a bundle does not come up, and cannot be stopped either. */
  public synchronized void breakStartsAndStopsOf(Fingerprint fingerprint) {
    unstoppable.add(fingerprint);
  }

  /** From now on, or no longer, no new definition of a dagger is fit to run. */
  public synchronized void breakPreparing(String dagger, boolean broken) {
    set(unpreparable, dagger, broken);
  }

  /** From now on, or no longer, jobs of a dagger take long to come up. */
  public synchronized void holdStarts(String dagger, boolean hold) {
    set(held, dagger, hold);
    notifyAll();
  }

  /** Whether a start is waiting for {@link #holdStarts} to end. */
  public synchronized boolean isHolding() {
    return holding;
  }

  /** From now on jobs of a bundle say how steadily they run, and that they read something. */
  public synchronized void tell(Fingerprint fingerprint, long checkpoints, long restarts) {
    vitals.put(fingerprint, new JobVitals(checkpoints, restarts));
  }

  /** From now on its jobs run on when the agent ends. */
  public synchronized void outliveAgent() {
    outliving = true;
  }

  /** From now on, or no longer, it does not see the jobs of a dagger. */
  public synchronized void hide(String dagger, boolean isHidden) {
    set(hidden, dagger, isHidden);
  }

  /** From now on, or no longer, it cannot say what runs. */
  public synchronized void fallSilent(boolean isSilent) {
    silent = isSilent;
  }

  /** From now on, or no longer, it breaks as no platform should. */
  public synchronized void stumble(@Nullable Error error) {
    bug = error;
  }

  /** From now on, or no longer, no savepoint of a dagger is made. */
  public synchronized void breakSavepoints(String dagger, boolean broken) {
    set(brokenSavepoints, dagger, broken);
  }

  /** From now on, or no longer, nobody can tell what jobs of a dagger left behind. */
  public synchronized void breakReading(String dagger, boolean broken) {
    set(unreadable, dagger, broken);
  }

  /** The live job of a dagger gets into another state. */
  public synchronized void turn(String dagger, JobState state, String reason) {
    jobs.replaceAll(
        (id, job) -> {
          boolean turned = job.bundle.dagger().toString().equals(dagger) && job.state.isLive();
          if (turned && !state.isLive()) {
            leave("checkpoint", id, job);
          }
          return turned ? job.in(state, reason) : job;
        });
  }

  /** All jobs are gone, as when the process is killed; the disk stays. */
  public synchronized void die() {
    jobs.forEach(
        (id, job) -> {
          if (job.state.isLive()) {
            leave("checkpoint", id, job);
          }
        });
    jobs.clear();
  }

  /** The job that began without any state, from which the live job's state descends. */
  public synchronized Optional<JobId> lineage(String dagger) {
    return live(dagger).map(job -> job.memory.lineage);
  }

  public synchronized Optional<JobBundle> liveBundle(String dagger) {
    return live(dagger).map(Job::bundle);
  }

  /** How often a job was told to start. */
  public synchronized int starts() {
    return starts;
  }

  private synchronized void awaitRelease(DaggerName dagger) throws PlatformException {
    try {
      while (held.contains(dagger)) {
        holding = true;
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted", e);
    }
  }

  private Optional<Job> live(String dagger) {
    return jobs.values().stream()
        .filter(job -> job.bundle.dagger().toString().equals(dagger) && job.state.isLive())
        .findFirst();
  }

  private InitialState.Saved leave(String kind, JobId id, Job job) {
    disk.put(location(kind, id), job.memory);
    return new InitialState.Saved(location(kind, id));
  }

  private static String location(String kind, JobId id) {
    return kind + "/" + id;
  }

  private static void set(Set<DaggerName> names, String dagger, boolean member) {
    if (member) {
      names.add(DaggerName.parse(dagger));
    } else {
      names.remove(DaggerName.parse(dagger));
    }
  }

  private ObservedJob observed(JobId id, Job job) {
    JobVitals known = vitals.get(job.bundle.fingerprint());
    return new ObservedJob(
            job.bundle.dagger(),
            job.bundle.fingerprint(),
            id,
            job.state,
            job.reason,
            Instant.EPOCH,
            job.bundle.stateUids(),
            job.bundle.reset(),
            known == null ? JobMetrics.NONE : READING,
            known == null ? JobVitals.NONE : known)
        .writing(job.bundle.windows());
  }
}

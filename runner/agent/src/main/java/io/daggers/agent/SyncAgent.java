package io.daggers.agent;

import io.daggers.agent.health.Status;
import io.daggers.agent.health.StatusServer;
import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.reconcile.Plan;
import io.daggers.agent.reconcile.Reconciler;
import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.Snapshot;
import io.daggers.definition.DaggerName;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what runs the same as what is committed on one branch. */
public final class SyncAgent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncAgent.class);

  private static final int CHANGES_AT_ONCE = 4;
  private static final Duration LONGEST_APPLY = Duration.ofMinutes(30);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(15);

  private final AgentConfig config;
  private final JobPlatform platform;
  private final Clock clock;
  private final Journal journal;
  private final GitRepository repository;
  private final BranchWatch branch;
  private final StatusServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread loop = new Thread(this::run, "sync");
  private volatile Round round = Round.NONE;

  private SyncAgent(
      AgentConfig config,
      JobPlatform platform,
      Function<Snapshot, DesiredState> judge,
      Clock clock,
      Journal journal)
      throws IOException, RepositoryException {
    this.config = config;
    this.platform = platform;
    this.clock = clock;
    this.journal = journal;
    this.repository =
        GitRepository.open(
            config.repository(), config.branch(), config.folder().resolve("repository.git"));
    this.branch = new BranchWatch(repository, judge, clock);
    this.server = StatusServer.start(config.httpPort(), this::status, clock);
  }

  /**
   * Starts to look and to act.
   *
   * @param platform stays the caller's to close, after the agent
   * @throws IOException where the agent's folder is another agent's, or the port is taken
   * @throws RepositoryException where the address of the repository makes no sense
   */
  public static SyncAgent start(AgentConfig config, JobPlatform platform)
      throws IOException, RepositoryException {
    return start(
        config,
        platform,
        snapshot -> DesiredState.of(snapshot, config.environment()),
        Clock.systemUTC());
  }

  static SyncAgent start(
      AgentConfig config, JobPlatform platform, Function<Snapshot, DesiredState> judge, Clock clock)
      throws IOException, RepositoryException {
    Journal journal = Journal.open(config.folder());
    try {
      SyncAgent agent = new SyncAgent(config, platform, judge, clock, journal);
      agent.loop.start();
      return agent;
    } catch (IOException | RepositoryException e) {
      journal.close();
      throw e;
    }
  }

  /** What it last found and decided. */
  public Status status() {
    return StatusReport.of(
        config,
        repository.url(),
        platform.page().map(URI::toString).orElse(null),
        round,
        journal.history());
  }

  /** Where it answers over HTTP. */
  public URI address() {
    return server.address();
  }

  /**
   * Stops looking. Jobs that cannot outlive this process are stopped with a savepoint, and go on
   * from there with the next agent.
   */
  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      loop.join(LONGEST_FAREWELL.toMillis());
      loop.interrupt();
      if (!platform.outlivesAgent()) {
        parkJobs();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (PlatformException e) {
      LOG.warn("jobs could not be stopped, the next agent goes on from checkpoints", e);
    }
    server.close();
    repository.close();
    journal.close();
  }

  private void run() {
    try {
      while (!isClosing()) {
        boolean settled = sync();
        if (settled) {
          closing.await(config.poll().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      LOG.info("interrupted in a change, which the next agent takes up");
    }
  }

  /** Returns whether there is nothing more to do for now. */
  private boolean sync() throws InterruptedException {
    try {
      DesiredState desired = branch.look();
      List<ObservedJob> jobs = platform.observe();
      if (desired == null) {
        round = Round.NONE.failed(branch.error());
        return true;
      }
      Rollout rollout = new Rollout(desired.snapshot().revision(), platform, journal, clock);
      noteEnds(jobs, rollout);
      Plan plan = Reconciler.plan(desired.jobs(), jobs, journal.history(), clock.instant());
      round = new Round(desired, jobs, plan, branch.lastSync(), clock.instant(), branch.error());
      apply(plan, rollout);
      return plan.isSettled();
    } catch (PlatformException e) {
      LOG.warn("nothing is changed, for the platform does not answer: {}", e.getMessage());
      round = round.failed(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a bug of ours; running jobs are left alone", e);
      round = round.failed("a bug of ours: " + e);
    }
    return true;
  }

  /** From here on the history knows of every job that is not live. */
  private void noteEnds(List<ObservedJob> jobs, Rollout rollout) throws PlatformException {
    Map<JobId, ObservedJob> seen =
        jobs.stream().collect(Collectors.toMap(ObservedJob::id, Function.identity()));
    for (Map.Entry<DaggerName, DaggerHistory> past : journal.history().daggers().entrySet()) {
      Run run = past.getValue().run();
      ObservedJob job = run == null ? null : seen.get(run.job());
      if (run != null && (job == null || !job.state().isLive())) {
        rollout.noteEnd(past.getKey(), run, job);
      }
    }
  }

  private void apply(Plan plan, Rollout rollout) throws InterruptedException {
    Parallel.forEach(
        plan.changes(),
        CHANGES_AT_ONCE,
        LONGEST_APPLY,
        change -> {
          if (!isClosing()) {
            rollout.apply(change);
          }
        });
  }

  private void parkJobs() throws PlatformException, InterruptedException {
    List<ObservedJob> live =
        platform.observe().stream().filter(job -> job.state().isLive()).toList();
    Rollout farewell = new Rollout(revision(), platform, journal, clock);
    boolean all = Parallel.forEach(live, live.size(), LONGEST_FAREWELL, farewell::park);
    LOG.info("stopped {} jobs{}", live.size(), all ? "" : ", some of them without a savepoint");
  }

  private String revision() {
    DesiredState desired = round.desired();
    return desired == null ? "" : desired.snapshot().revision();
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }
}

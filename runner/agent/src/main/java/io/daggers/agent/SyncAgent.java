package io.daggers.agent;

import io.daggers.agent.health.Status;
import io.daggers.agent.health.StatusServer;
import io.daggers.agent.journal.AgentStorage;
import io.daggers.agent.journal.FolderStorage;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.report.CommitReports;
import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.topology.CommitStatuses;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what runs the same as what is committed on one branch. */
public final class SyncAgent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncAgent.class);

  /** While something changes, people watch. */
  private static final Duration POLL_WHILE_BUSY = Duration.ofMillis(250);

  /** How long a change that was begun may take when the agent is told to end. */
  private static final Duration LAST_CHANGE = Duration.ofSeconds(10);

  private static final Duration LAST_SAVEPOINTS = Duration.ofSeconds(15);

  private final AgentConfig config;
  private final JobPlatform platform;
  private final Journal journal;
  private final GitRepository repository;
  private final BranchWatch branch;
  private final Rounds rounds;
  private final Turns turns;
  private final StatusServer server;
  private final @Nullable CommitReports reports;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Pause pause;
  private final Thread loop = new Thread(this::run, "sync");

  private SyncAgent(
      AgentConfig config,
      JobPlatform platform,
      BranchWatch.Judge judge,
      Clock clock,
      Journal journal)
      throws IOException, RepositoryException {
    this.config = config;
    this.platform = platform;
    this.journal = journal;
    this.clock = clock;
    this.repository =
        GitRepository.open(
            config.repository(), config.access(), config.branch(), config.folder(), journal);
    this.branch =
        new BranchWatch(
            repository,
            judge,
            revision -> journal.history().isConfirmed(revision),
            config.signatures(),
            clock);
    this.rounds = new Rounds(platform, journal, config.environment().canary(), clock);
    this.turns = new Turns(clock);
    this.pause = new Pause(closing, branch::hasNews);
    this.server = listening(clock);
    CommitStatuses statuses = config.environment().commitStatuses();
    this.reports =
        statuses == null
            ? null
            : CommitReports.start(
                statuses, config.environment().name(), config.access().secrets(), journal, clock);
  }

  private StatusServer listening(Clock clock) throws IOException {
    try {
      return StatusServer.start(
          config.httpPort(),
          this::status,
          this::isWell,
          new JournalDesk(journal, branch, rounds, clock));
    } catch (IOException e) {
      repository.close();
      throw e;
    }
  }

  /**
   * Starts to look and to act, with a journal in the agent's folder.
   *
   * @param platform stays the caller's to close, after the agent
   * @throws IOException where the agent's folder is another agent's, or the port is taken
   * @throws RepositoryException where the address of the repository makes no sense
   */
  public static SyncAgent start(AgentConfig config, JobPlatform platform)
      throws IOException, RepositoryException {
    return start(config, platform, FolderStorage.open(config.folder()));
  }

  /**
   * The same with a journal elsewhere.
   *
   * @param storage is closed with the agent, or where it does not start
   */
  public static SyncAgent start(AgentConfig config, JobPlatform platform, AgentStorage storage)
      throws IOException, RepositoryException {
    return start(
        config,
        platform,
        storage,
        snapshot -> DesiredState.of(snapshot, config.environment()),
        Clock.systemUTC());
  }

  static SyncAgent start(
      AgentConfig config,
      JobPlatform platform,
      AgentStorage storage,
      BranchWatch.Judge judge,
      Clock clock)
      throws IOException, RepositoryException {
    Journal journal = Journal.open(storage);
    try {
      SyncAgent agent = new SyncAgent(config, platform, judge, clock, journal);
      agent.loop.start();
      return agent;
    } catch (IOException | RepositoryException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** What it last found and decided. */
  public Status status() {
    return StatusReport.of(
        config,
        repository,
        platform,
        branch,
        rounds.last(),
        turns.error(),
        journal.history(),
        clock.instant());
  }

  /** Where it answers over HTTP. */
  public URI address() {
    return server.address();
  }

  /**
   * Waits until it looks after nothing any more.
   *
   * @return whether it was closed; otherwise it lost its journal, and with it the right to act
   */
  public boolean awaitEnd() throws InterruptedException {
    loop.join();
    return !journal.isLost();
  }

  /**
   * Stops looking, within half a minute or so. Jobs that cannot outlive this process are stopped
   * with a savepoint, and go on from there with the next agent.
   */
  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      loop.join(LAST_CHANGE.toMillis());
      boolean unused = rounds.await(LAST_CHANGE);
      if (!platform.outlivesAgent()) {
        DesiredState newest = branch.newest();
        rounds.park(newest == null ? "" : newest.snapshot().revision(), LAST_SAVEPOINTS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    rounds.end();
    if (reports != null) {
      reports.close();
    }
    server.close();
    repository.close();
    journal.close();
  }

  private boolean isWell() {
    return loop.isAlive() && turns.goOn();
  }

  private void run() {
    try {
      Duration wait = Duration.ZERO;
      while (!journal.isLost() && !pause.isLast(wait)) {
        wait = turn();
      }
      if (journal.isLost()) {
        LOG.error("the journal is lost, so another agent may act; this one acts no more");
      }
    } catch (InterruptedException e) {
      LOG.warn("interrupted; nothing is looked after any more");
    }
  }

  /** Returns how long to wait until the next one, whatever becomes of this one. */
  private Duration turn() {
    try {
      DesiredState desired = branch.look();
      if (desired != null && closing.getCount() > 0) {
        rounds.next(desired, branch.foundAt());
      }
      if (rounds.last().error() == null) {
        turns.good();
      } else {
        turns.bad();
      }
      if (reports != null && closing.getCount() > 0) {
        tell(reports);
      }
      return rounds.isBusy() && isLong(config.poll()) ? POLL_WHILE_BUSY : config.poll();
    } catch (RuntimeException | Error e) {
      turns.brokeOff(e); // the next turn may fare better, and without turns nobody would notice
      return config.poll();
    }
  }

  private void tell(CommitReports reports) {
    BranchWatch.Held held = branch.held();
    if (held == null) {
      reports.see(status());
    } else {
      reports.seeHeld(held.revision(), held.why());
    }
  }

  private static boolean isLong(Duration poll) {
    return poll.compareTo(POLL_WHILE_BUSY) > 0;
  }
}

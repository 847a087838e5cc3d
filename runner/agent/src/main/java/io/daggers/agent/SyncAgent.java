package io.daggers.agent;

import io.daggers.agent.health.Status;
import io.daggers.agent.health.StatusServer;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what runs the same as what is committed on one branch. */
public final class SyncAgent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncAgent.class);

  /** How long a change that was begun may take when the agent is told to end. */
  private static final Duration LAST_CHANGE = Duration.ofSeconds(10);

  private final AgentConfig config;
  private final JobPlatform platform;
  private final Journal journal;
  private final GitRepository repository;
  private final BranchWatch branch;
  private final Rounds rounds;
  private final StatusServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread loop = new Thread(this::run, "sync");

  private SyncAgent(
      AgentConfig config,
      JobPlatform platform,
      Function<Snapshot, DesiredState> judge,
      Clock clock,
      Journal journal)
      throws IOException, RepositoryException {
    this.config = config;
    this.platform = platform;
    this.journal = journal;
    this.repository =
        GitRepository.open(
            config.repository(), config.branch(), config.folder().resolve("repository.git"));
    this.branch = new BranchWatch(repository, judge, clock);
    this.rounds = new Rounds(platform, journal, clock);
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
    return StatusReport.of(config, repository, platform, branch, rounds.last(), journal.history());
  }

  /** Where it answers over HTTP. */
  public URI address() {
    return server.address();
  }

  /**
   * Stops looking, within half a minute or so. Jobs that cannot outlive this process are stopped
   * with a savepoint, and go on from there with the next agent.
   */
  @Override
  public void close() throws IOException {
    closing.countDown();
    rounds.end();
    try {
      loop.join(LAST_CHANGE.toMillis());
      loop.interrupt();
      if (!platform.outlivesAgent()) {
        DesiredState newest = branch.newest();
        rounds.park(newest == null ? "" : newest.snapshot().revision());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
    repository.close();
    journal.close();
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        DesiredState desired = branch.look();
        boolean settled = desired == null || rounds.next(desired);
        if (settled) {
          boolean unused = closing.await(config.poll().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("interrupted in the middle of a change; the next agent takes it up");
    }
  }
}

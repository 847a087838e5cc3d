package io.daggers.agent;

import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.Snapshot;
import io.daggers.validator.PlannerException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the newest commit of the branch wants; each commit is judged once. */
final class BranchWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BranchWatch.class);

  private final GitRepository repository;

  /** Says what a commit wants. */
  interface Judge {
    DesiredState judge(Snapshot snapshot) throws PlannerException;
  }

  private final Judge judge;
  private final Clock clock;
  private @Nullable String judged;
  private volatile @Nullable DesiredState newest;
  private volatile @Nullable Instant lastSync;
  private volatile @Nullable String fetchError;
  private volatile @Nullable String judgeError;

  BranchWatch(GitRepository repository, Judge judge, Clock clock) {
    this.repository = repository;
    this.judge = judge;
    this.clock = clock;
  }

  /** What the newest commit wants, or the last one that could be read; null before the first. */
  @Nullable DesiredState look() {
    try {
      Snapshot snapshot = repository.fetch();
      lastSync = clock.instant();
      fetchError = null;
      if (!snapshot.revision().equals(judged)) {
        judged = snapshot.revision();
        judge(snapshot);
      }
    } catch (RepositoryException e) {
      stay(String.valueOf(e.getMessage()), null);
    } catch (RuntimeException | StackOverflowError e) {
      stay("the repository cannot be read: " + e, e); // git's library throws such at odd objects
    }
    return newest;
  }

  /** What was found last; null before the first commit was read. */
  @Nullable DesiredState newest() {
    return newest;
  }

  /** When the repository was last read with success; null before that. */
  @Nullable Instant lastSync() {
    return lastSync;
  }

  /** Why the newest commit is not in force; null where it is. */
  @Nullable String error() {
    return fetchError == null ? judgeError : fetchError;
  }

  private void stay(String why, @Nullable Throwable bug) {
    if (!why.equals(fetchError)) {
      LOG.warn("the last commit stays in force, for the repository cannot be read: {}", why, bug);
    }
    fetchError = why;
  }

  private void judge(Snapshot snapshot) {
    String revision = snapshot.revision();
    try {
      DesiredState wanted = judge.judge(snapshot);
      newest = wanted;
      judgeError = null;
      LOG.info(
          "revision={} author={} daggers={}", revision, snapshot.author(), wanted.jobs().size());
    } catch (PlannerException e) {
      LOG.warn(
          "revision={} cannot be judged now, the last one stays: {}", revision, e.getMessage());
      judgeError = "revision %s cannot be judged now: %s".formatted(revision, e.getMessage());
      judged = null;
    } catch (RuntimeException | Error e) {
      LOG.error("revision={} cannot be judged, a bug of ours; the last one stays", revision, e);
      judgeError = "a bug of ours: revision %s cannot be judged: %s".formatted(revision, e);
    }
  }
}

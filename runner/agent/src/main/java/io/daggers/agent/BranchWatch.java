package io.daggers.agent;

import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the newest commit of the branch wants; each commit is judged once. */
final class BranchWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BranchWatch.class);

  private final GitRepository repository;
  private final Function<Snapshot, DesiredState> judge;
  private final Clock clock;
  private volatile @Nullable DesiredState newest;
  private volatile @Nullable Instant lastSync;
  private volatile @Nullable String error;

  BranchWatch(GitRepository repository, Function<Snapshot, DesiredState> judge, Clock clock) {
    this.repository = repository;
    this.judge = judge;
    this.clock = clock;
  }

  /**
   * What the newest commit wants, or the last one that could be read; null where none could yet.
   */
  @Nullable DesiredState look() {
    try {
      Snapshot snapshot = repository.fetch();
      if (newest == null || !newest.snapshot().revision().equals(snapshot.revision())) {
        newest = judge.apply(snapshot);
        LOG.info(
            "revision={} author={} daggers={}",
            snapshot.revision(),
            snapshot.author(),
            newest.jobs().size());
      }
      lastSync = clock.instant();
      error = null;
    } catch (RepositoryException e) {
      if (!String.valueOf(e.getMessage()).equals(error)) {
        LOG.warn(
            "the repository cannot be read, the last commit stays in force: {}", e.getMessage());
      }
      error = String.valueOf(e.getMessage());
    }
    return newest;
  }

  /** What was found last; null before that. */
  @Nullable DesiredState newest() {
    return newest;
  }

  /** When the repository was last read with success; null before that. */
  @Nullable Instant lastSync() {
    return lastSync;
  }

  /** Why the last look found nothing; null where it did. */
  @Nullable String error() {
    return error;
  }
}

package io.daggers.agent;

import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.Snapshot;
import io.daggers.validator.PlannerException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the newest commit of the branch wants; each commit is judged once, and none that the
 * branch's history does not lead to is put in force.
 */
final class BranchWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BranchWatch.class);

  private final GitRepository repository;

  /** Says what a commit wants. */
  interface Judge {
    DesiredState judge(Snapshot snapshot) throws PlannerException;
  }

  /**
   * The newest commit, where it is not put in force.
   *
   * @param why one sentence
   */
  record Held(String revision, String why) {}

  private final Judge judge;
  private final HistoryGuard history;
  private final SignatureGuard signatures;
  private final Clock clock;
  private final LookPace pace;
  private @Nullable String judged;
  private @Nullable String restored;
  private @Nullable String found;
  private Instant foundAt = Instant.EPOCH;
  private volatile @Nullable DesiredState newest;
  private volatile Instant newestFoundAt = Instant.EPOCH;
  private volatile @Nullable Instant lastSync;
  private volatile @Nullable String fetchError;
  private volatile @Nullable Held held;
  private volatile @Nullable String judgeError;

  /**
   * @param confirmed whether a person confirmed that a revision is to be put in force although the
   *     branch was rewritten
   * @param signatures whether commits have to be signed
   */
  BranchWatch(
      GitRepository repository,
      Judge judge,
      Predicate<String> confirmed,
      SignaturePolicy signatures,
      Clock clock) {
    this.repository = repository;
    this.judge = judge;
    this.history = new HistoryGuard(repository, confirmed);
    this.signatures = new SignatureGuard(repository, signatures);
    this.clock = clock;
    this.pace = new LookPace(repository.isFolder(), clock);
  }

  /** What the newest commit wants, or the last one that could be read; null before the first. */
  @Nullable DesiredState look() {
    if (!pace.isDue()) {
      return newest;
    }
    try {
      Snapshot snapshot = repository.fetch();
      lastSync = clock.instant();
      pace.good();
      if (!snapshot.revision().equals(found)) {
        found = snapshot.revision();
        foundAt = clock.instant();
      }
      if (snapshot.revision().equals(judged)) {
        held = null;
      } else {
        follow(snapshot);
      }
      fetchError = null;
    } catch (RepositoryException e) {
      stay(String.valueOf(e.getMessage()), null);
    } catch (RuntimeException | StackOverflowError e) {
      stay("the repository cannot be read: " + e, e); // git's library throws such at odd objects
    }
    if (newest == null && error() != null) {
      repository
          .inForce()
          .filter(kept -> !kept.revision().equals(restored))
          .ifPresent(this::restore);
    }
    return newest;
  }

  /** Whether a look would come upon another commit, where that costs next to nothing to tell. */
  boolean hasNews() {
    return repository.isElsewhere();
  }

  /** What was found last; null before the first commit was read. */
  @Nullable DesiredState newest() {
    return newest;
  }

  /** When a look first came upon the commit that {@link #newest} is of. */
  Instant foundAt() {
    return newestFoundAt;
  }

  /** When the repository was last read with success; null before that. */
  @Nullable Instant lastSync() {
    return lastSync;
  }

  /** Why the newest commit is not in force; null where it is. */
  @Nullable String error() {
    if (fetchError != null) {
      return fetchError;
    }
    Held refused = held;
    return refused == null ? judgeError : refused.why();
  }

  /** The newest commit where it is not put in force; null where it is. */
  @Nullable Held held() {
    return held;
  }

  private void stay(String why, @Nullable Throwable bug) {
    pace.bad();
    if (!why.equals(fetchError)) {
      LOG.warn("the last commit stays in force, for the repository cannot be read: {}", why, bug);
    }
    fetchError = why;
  }

  private void follow(Snapshot snapshot) throws RepositoryException {
    Optional<String> objection = history.objection(snapshot);
    if (objection.isEmpty()) {
      objection = signatures.objection(snapshot);
    }
    if (objection.isEmpty()) {
      held = null;
      judged = snapshot.revision();
      judge(snapshot);
    } else {
      Held refused = new Held(snapshot.revision(), objection.get());
      if (!refused.equals(held)) {
        LOG.error("{}", refused.why());
      }
      held = refused;
    }
  }

  private void judge(Snapshot snapshot) throws RepositoryException {
    String revision = snapshot.revision();
    try {
      DesiredState wanted = judge.judge(snapshot);
      repository.putInForce(snapshot);
      newestFoundAt = foundAt;
      newest = wanted;
      judgeError = null;
      LOG.info(
          "revision={} author={} daggers={}", revision, snapshot.author(), wanted.jobs().size());
    } catch (PlannerException e) {
      LOG.warn(
          "revision={} cannot be judged now, the last one stays: {}", revision, e.getMessage());
      judgeError = "revision %s cannot be judged now: %s".formatted(revision, e.getMessage());
      judged = null;
    } catch (RepositoryException e) {
      judged = null;
      throw e;
    } catch (RuntimeException | Error e) {
      LOG.error("revision={} cannot be judged, a bug of ours; the last one stays", revision, e);
      judgeError = "a bug of ours: revision %s cannot be judged: %s".formatted(revision, e);
    }
  }

  /** What was in force when the agent before this one ended. */
  private void restore(Snapshot kept) {
    String revision = kept.revision();
    try {
      restored = revision;
      newestFoundAt = clock.instant();
      newest = judge.judge(kept);
      LOG.info("revision={} stays in force", revision);
    } catch (PlannerException e) {
      LOG.warn("revision={} cannot be judged now: {}", revision, e.getMessage());
      restored = null;
    } catch (RuntimeException | Error e) {
      LOG.error("revision={} cannot be judged, a bug of ours", revision, e);
    }
  }
}

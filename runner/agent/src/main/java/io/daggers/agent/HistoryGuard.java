package io.daggers.agent;

import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.Lineage;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.Snapshot;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts no commit in force that was made without the last one, until a person confirms it: who
 * rewrites a branch may take back what others merged. HEAD is free, as there people rewrite and
 * switch branches all the time.
 */
final class HistoryGuard {

  private static final int SHORT_REVISION = 12;

  private record Pair(String earlier, String newest) {}

  private final GitRepository repository;
  private final Predicate<String> confirmed;
  private @Nullable Pair compared;
  private Lineage lineage = Lineage.GOES_ON;

  /**
   * @param confirmed whether a person confirmed a revision, given by its 40 hexadecimal digits
   */
  HistoryGuard(GitRepository repository, Predicate<String> confirmed) {
    this.repository = repository;
    this.confirmed = confirmed;
  }

  /**
   * Why a commit is not put in force; nothing where it may be.
   *
   * @throws RepositoryException where it cannot be told now
   */
  Optional<String> objection(Snapshot newest) throws RepositoryException {
    if (repository.branch().equals(GitRepository.HEAD)) {
      return Optional.empty();
    }
    Optional<String> earlier = repository.revisionInForce();
    if (earlier.isEmpty()
        || lineage(newest, earlier.get()) == Lineage.GOES_ON
        || confirmed.test(newest.revision())) {
      return Optional.empty();
    }
    return Optional.of(objection(newest.revision(), earlier.get()));
  }

  /** A commit's past does not change, so that it is looked at once. */
  private Lineage lineage(Snapshot newest, String earlier) throws RepositoryException {
    Pair pair = new Pair(earlier, newest.revision());
    if (!pair.equals(compared)) {
      lineage = repository.lineage(newest, earlier);
      compared = pair;
    }
    return lineage;
  }

  private String objection(String newest, String earlier) {
    String why =
        lineage == Lineage.REWRITTEN
            ? "its newest commit %s was made without %s".formatted(brief(newest), brief(earlier))
            : "history is cut off between its newest commit %s and %s"
                .formatted(brief(newest), brief(earlier));
    return "branch '%s' is frozen: %s, which stays in force; if that is meant, run: bin/dagger confirm %s"
        .formatted(repository.branch(), why, newest);
  }

  private static String brief(String revision) {
    return revision.substring(0, SHORT_REVISION);
  }
}

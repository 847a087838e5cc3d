package io.daggers.agent.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes of a commit's status from noise. The first word on a commit, and the first after
 * its being carried out, come at once; another one only after it has held for a while, as a job
 * that fails and comes back again and again would otherwise fill the commit's page. A commit that
 * was carried out is not pending again.
 */
final class SettledStatus {

  static final Duration HOLD = Duration.ofMinutes(1);

  /** A branch that was rewritten goes back and forth between a few. */
  private static final int MOST_COMMITS = 10;

  private final Clock clock;
  private final Map<String, CommitStatus> told = new LinkedHashMap<>();
  private @Nullable CommitStatus next;
  private Instant since = Instant.MIN;

  /**
   * @param told what the agent before this one said last; null where it said nothing
   */
  SettledStatus(@Nullable CommitStatus told, Clock clock) {
    this.clock = clock;
    if (told != null) {
      this.told.put(told.revision(), told);
    }
  }

  /** What is to be told now; nothing where all is said. */
  Optional<CommitStatus> see(CommitStatus status) {
    CommitStatus last = told.get(status.revision());
    if (last == null) {
      return tell(status);
    }
    boolean pendingAgain =
        status.state() == CommitState.PENDING && last.state() != CommitState.PENDING;
    if (pendingAgain || status.saysTheSameAs(last)) {
      next = null;
      return Optional.empty();
    }
    if (last.state() == CommitState.PENDING) {
      return tell(status);
    }
    if (next == null || !status.saysTheSameAs(next)) {
      next = status;
      since = clock.instant();
    }
    return Duration.between(since, clock.instant()).compareTo(HOLD) < 0
        ? Optional.empty()
        : tell(status);
  }

  private Optional<CommitStatus> tell(CommitStatus status) {
    told.put(status.revision(), status);
    if (told.size() > MOST_COMMITS) {
      told.remove(told.keySet().iterator().next());
    }
    next = null;
    return Optional.of(status);
  }
}

package io.daggers.agent.report;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a commit is told.
 *
 * @param revision the commit's id
 * @param fault the first dagger that does not do as committed; empty where there is none
 * @param description one sentence, at most {@value #MOST_LETTERS} letters
 */
record CommitStatus(String revision, CommitState state, String fault, String description) {

  /** GitHub takes no more. */
  static final int MOST_LETTERS = 140;

  private static final Set<String> CHANGES = Set.of("start", "replace", "stop");
  private static final Set<String> UNDER_WAY = Set.of("starting", "stopping");
  private static final Set<String> ILL = Set.of("restarting", "failed");

  /**
   * What the commit in force is told; nothing while there is none, or while the agent cannot see
   * how it fares.
   */
  static Optional<CommitStatus> of(Status status) {
    String revision = status.revision();
    if (revision == null || status.error() != null || status.lastRound() == null) {
      return Optional.empty();
    }
    List<DaggerStatus> daggers = status.daggers();
    long underWay = daggers.stream().filter(CommitStatus::isUnderWay).count();
    if (underWay > 0) {
      String description = "%d of %d daggers are being changed".formatted(underWay, daggers.size());
      return Optional.of(new CommitStatus(revision, CommitState.PENDING, "", description));
    }
    if (status.freeze() != null) {
      String description =
          "it removes much of what runs, and waits for a person: bin/dagger status";
      return Optional.of(new CommitStatus(revision, CommitState.FAILURE, "", description));
    }
    List<DaggerStatus> faults = daggers.stream().filter(CommitStatus::isAtFault).toList();
    if (faults.isEmpty()) {
      String description = "%d daggers run as committed".formatted(daggers.size());
      return Optional.of(new CommitStatus(revision, CommitState.SUCCESS, "", description));
    }
    DaggerStatus first = faults.get(0);
    return Optional.of(
        new CommitStatus(
            revision, CommitState.FAILURE, first.name(), description(first, faults.size() - 1)));
  }

  /** What a commit is told that is not put in force. */
  static CommitStatus held(String revision, String why) {
    return new CommitStatus(revision, CommitState.FAILURE, "", brief(why, MOST_LETTERS));
  }

  /** Whether a person would see no difference worth telling. */
  boolean saysTheSameAs(CommitStatus other) {
    return revision.equals(other.revision) && state == other.state && fault.equals(other.fault);
  }

  private static boolean isUnderWay(DaggerStatus dagger) {
    return CHANGES.contains(dagger.change()) || UNDER_WAY.contains(dagger.state());
  }

  private static boolean isAtFault(DaggerStatus dagger) {
    return !dagger.inSync() || dagger.problem() != null || ILL.contains(dagger.state());
  }

  private static String description(DaggerStatus dagger, int others) {
    String why = dagger.inSync() && dagger.problem() != null ? dagger.problem() : dagger.reason();
    String more = others == 0 ? "" : " (and %d more)".formatted(others);
    String sentence = "%s: %s".formatted(dagger.name(), why).replaceAll("\\s+", " ");
    return brief(sentence, MOST_LETTERS - more.length()) + more;
  }

  private static String brief(String sentence, int room) {
    return sentence.length() <= room ? sentence : sentence.substring(0, room - 1) + "…";
  }
}

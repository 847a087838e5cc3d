package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.JobId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose JobManagers are asked for all details in a round: of more than a hundred, those whose turn
 * is the longest ago, so that a round takes no longer with a thousand.
 */
final class LookTurns {

  private static final int MOST = 100;
  private static final long NEVER = 0;

  private final Map<JobId, Long> last = new HashMap<>();
  private long round = NEVER;

  /** Those of a round; jobs that are not among these are forgotten. */
  synchronized Set<JobId> next(Collection<JobId> jobs) {
    round++;
    last.keySet().retainAll(new HashSet<>(jobs));
    Set<JobId> turn =
        jobs.stream()
            .sorted(Comparator.comparing(job -> last.getOrDefault(job, NEVER)))
            .limit(MOST)
            .collect(Collectors.toSet());
    turn.forEach(job -> last.put(job, round));
    return turn;
  }
}

package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of which jobs too little is seen to do anything about them. */
final class Unseen {

  private Unseen() {}

  /**
   * Why nothing is done; empty where all is seen that is needed.
   *
   * @param job the live one; null where none is seen
   */
  static Optional<String> reason(@Nullable ObservedJob job, DaggerHistory past) {
    if (job != null) {
      return job.state() == JobState.UNKNOWN ? Optional.of(whyUnknown(job)) : Optional.empty();
    }
    return Optional.ofNullable(past.run()).map(Unseen::whyMissing);
  }

  private static String whyUnknown(ObservedJob job) {
    return "nothing is done while its platform cannot tell how its job %s fares%s"
        .formatted(job.id(), job.reason() == null ? "" : ": " + job.reason());
  }

  private static String whyMissing(Run run) {
    return "nothing is done before a second look confirms that its job %s is gone"
        .formatted(run.job());
  }
}

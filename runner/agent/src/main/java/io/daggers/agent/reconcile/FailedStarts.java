package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Trouble;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.util.Objects;

/** Definitions that did not come up, again and again. */
final class FailedStarts {

  /** A replacement that does not come up costs the job it replaces a pause each time. */
  private static final int MOST = 3;

  private FailedStarts() {}

  static boolean areTooMany(DaggerHistory past, Fingerprint fingerprint) {
    Trouble trouble = past.troubleWith(fingerprint);
    return trouble != null && trouble.failedStarts() >= MOST;
  }

  /** Why a definition of which there are too many is not tried any more. */
  static String reason(DaggerName dagger, DaggerHistory past, Fingerprint fingerprint) {
    Trouble trouble = Objects.requireNonNull(past.troubleWith(fingerprint), "failed without");
    return "the new one did not start %d times (%s), and is not tried again until it is changed or a person says: bin/dagger retry %s"
        .formatted(trouble.failedStarts(), trouble.reason(), dagger);
  }
}

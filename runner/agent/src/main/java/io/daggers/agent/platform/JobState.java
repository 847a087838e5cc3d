package io.daggers.agent.platform;

import java.util.Locale;

/** How a job fares. */
public enum JobState {
  /** Submitted; not all of its parts run yet. */
  STARTING(true),
  RUNNING(true),
  /** It failed and the platform is bringing it back. */
  RESTARTING(true),
  /** On its way to an end. */
  STOPPING(true),
  /** It is there, but its platform cannot tell how it fares; nothing may be done about it. */
  UNKNOWN(true),
  /** It failed for good. */
  FAILED(false),
  /** It ended because it was told to, or because its input ended. */
  FINISHED(false);

  private final boolean live;

  JobState(boolean live) {
    this.live = live;
  }

  /** Whether it still runs, or will again without anybody's doing. */
  public boolean isLive() {
    return live;
  }

  /** The state in lower case, as people read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

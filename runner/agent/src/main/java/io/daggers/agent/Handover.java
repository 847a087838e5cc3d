package io.daggers.agent;

import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.reconcile.Inheritance;
import io.daggers.sql.table.ResultWindows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what a job begins with, after the one before it. */
final class Handover {

  private final JobPlatform platform;

  Handover(JobPlatform platform) {
    this.platform = platform;
  }

  /**
   * @param left what the other one left; null: nothing
   * @throws PlatformException where its windows are to be counted anew, and it does not tell which
   *     it has written
   */
  InitialState state(Inheritance inheritance, @Nullable LeftState left) throws PlatformException {
    if (inheritance == Inheritance.OPEN_WINDOWS) {
      // Of a job that could not end well, what it wrote may not be seen before it goes on.
      boolean tells = left != null && left.windows() != null;
      return openWindows(tells ? Optional.of(left.saved()) : Optional.empty());
    }
    return left == null ? new InitialState.Empty() : left.saved();
  }

  private InitialState openWindows(Optional<InitialState.Saved> state) throws PlatformException {
    Optional<InitialState.OpenWindows> open =
        state.isEmpty() ? Optional.empty() : platform.openWindows(state.get());
    return open.orElseThrow(
        () ->
            new PlatformException(
                "open windows cannot be counted anew: the job before has not said yet which it has written"));
  }

  /**
   * Where it begins, to be said after the reason of a start; empty where there is nothing to say.
   */
  static String words(InitialState state) {
    if (!(state instanceof InitialState.OpenWindows open)) {
      return "";
    }
    return open.writtenUntil().toEpochMilli() == ResultWindows.NEVER
        ? ": all, as none is written"
        : ": those that end after " + open.writtenUntil();
  }
}

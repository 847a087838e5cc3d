package io.daggers.agent.journal;

import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.table.ResultWindows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job left behind, and what must be known to use it.
 *
 * @param location where the savepoint or checkpoint is
 * @param stateUids the operators whose state is in it
 * @param windows those of the results, where the state tells which of them are written and can be
 *     seen; null otherwise
 * @param reset the text of that name in the definition that left it; null where it had none
 */
public record LeftState(
    String location,
    List<String> stateUids,
    @Nullable ResultWindows windows,
    @Nullable String reset) {

  public LeftState {
    stateUids = List.copyOf(stateUids);
  }

  /** Where nothing is known of windows. */
  public LeftState(String location, List<String> stateUids, @Nullable String reset) {
    this(location, stateUids, null, reset);
  }

  /** Of a job that ended with this savepoint, and with all that it had to see to before. */
  public static LeftState of(ObservedJob job, InitialState.Saved saved) {
    return new LeftState(saved.location(), job.stateUids(), job.windows(), job.reset());
  }

  /** Of a job that ended in whatever way: of what it wrote, not all may be committed. */
  public static LeftState of(JobBundle bundle, InitialState.Saved saved) {
    ResultWindows seen = bundle.commitsResults() ? null : bundle.windows();
    return new LeftState(saved.location(), bundle.stateUids(), seen, bundle.reset());
  }

  public InitialState.Saved saved() {
    return new InitialState.Saved(location);
  }
}

package io.daggers.agent.journal;

import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.job.bundle.JobBundle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job left behind, and what must be known to use it.
 *
 * @param location where the savepoint or checkpoint is
 * @param stateUids the operators whose state is in it
 * @param reset the text of that name in the definition that left it; null where it had none
 */
public record LeftState(String location, List<String> stateUids, @Nullable String reset) {

  public LeftState {
    stateUids = List.copyOf(stateUids);
  }

  public static LeftState of(ObservedJob job, InitialState.Saved saved) {
    return new LeftState(saved.location(), job.stateUids(), job.reset());
  }

  public static LeftState of(JobBundle bundle, InitialState.Saved saved) {
    return new LeftState(saved.location(), bundle.stateUids(), bundle.reset());
  }

  public InitialState.Saved saved() {
    return new InitialState.Saved(location);
  }
}

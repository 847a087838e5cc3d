package io.daggers.agent;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.StateChange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** What a preview says of changes of which there is more to say. */
final class PreviewWords {

  static final String COUNTED_ANEW =
      "counts open windows anew: they are read again from Kafka, and none is written twice";

  static final String UPGRADED =
      "its job is stopped with a savepoint, and the new one goes on from there";

  static final String EMPTY = "begins without the old state, as reset allows";

  private PreviewWords() {}

  static String refusal(DaggerName name, StateChange state, JobBundle before) {
    return ("the agent refuses it, and the old definition keeps running, until the text of `reset:`"
            + " in %s/dagger.yaml changes too. %s")
        .formatted(name.folder(), obstacle(state, before));
  }

  private static String obstacle(StateChange state, JobBundle before) {
    if (!state.isBounded()) {
      return "Some of the state that does not fit ends with no window: without it the new job counts"
          + " from its start on";
    }
    return "Open windows cannot be counted anew, as results of %s definition do not tell which window they are of, or it keeps more than windows"
        .formatted(before.windows() == null ? "the old" : "the new");
  }

  static String rescale(JobBundle before, JobBundle after) {
    int most = KeyGroupRangeAssignment.computeDefaultMaxParallelism(before.parallelism());
    return after.parallelism() > most
        ? ("its state was made for a parallelism of at most %d: a job of %d cannot take it over and"
                + " would fail to start")
            .formatted(most, after.parallelism())
        : "its job is stopped with a savepoint and goes on from there with another size; with its"
            + " state it can grow to a parallelism of "
            + most;
  }
}

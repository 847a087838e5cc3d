package io.daggers.agent.reconcile;

import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of a state under a new definition. */
sealed interface Takeover {

  /** Every part of the state means the same in the new definition. */
  record WithState() implements Takeover {}

  /** It does not, but the text of {@code reset} changed, which allows one start without it. */
  record WithoutState() implements Takeover {}

  /**
   * It does not, and nobody said that it may be dropped.
   *
   * @param reason says which parts, and what to do
   */
  record Refused(String reason) implements Takeover {}

  /**
   * @param stateUids the operators whose state there is
   * @param reset the text of that name in the definition that the state is from
   */
  static Takeover of(JobBundle bundle, List<String> stateUids, @Nullable String reset) {
    TreeSet<String> lost = new TreeSet<>(stateUids);
    lost.removeAll(bundle.stateUids());
    TreeSet<String> empty = new TreeSet<>(bundle.stateUids());
    empty.removeAll(stateUids);
    // A new topic is read from where it is told, and a new sink has nothing to go on with; any
    // other state would begin half-way.
    empty.removeIf(uid -> StreamTable.isSourceUid(uid) || SinkTable.isSinkUid(uid));
    if (lost.isEmpty() && empty.isEmpty()) {
      return new WithState();
    }
    if (bundle.reset() != null && !Objects.equals(bundle.reset(), reset)) {
      return new WithoutState();
    }
    return new Refused(
        "what it has counted so far does not fit the new definition (%s); to start without it, change the text of `reset:` in %s/dagger.yaml"
            .formatted(
                Stream.concat(lost.stream(), empty.stream())
                    .map(Takeover::role)
                    .distinct()
                    .collect(Collectors.joining(", ")),
                bundle.dagger().folder()));
  }

  /** The readable part of a uid, which is followed by a hash. */
  private static String role(String uid) {
    return uid.replaceFirst("-[0-9a-f]{6,}$", "");
  }
}

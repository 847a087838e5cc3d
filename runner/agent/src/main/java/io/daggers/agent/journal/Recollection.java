package io.daggers.agent.journal;

import io.daggers.agent.journal.DaggerHistory.Proven;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds entries up, in the order in which they were written. */
public final class Recollection {

  private final Map<DaggerName, DaggerHistory> daggers = new HashMap<>();
  private final Set<String> confirmed = new HashSet<>();
  private @Nullable String revision;
  private @Nullable String frozen;

  public void add(Entry entry) {
    DaggerName dagger = entry.dagger();
    if (dagger == null) {
      addOfCommit(entry);
    } else {
      takeFromOthers(dagger, entry);
      daggers.put(dagger, NextHistory.of(daggers.getOrDefault(dagger, DaggerHistory.NONE), entry));
    }
  }

  /** A state from which a dagger goes on under a new name is no longer its former one's. */
  private void takeFromOthers(DaggerName dagger, Entry entry) {
    LeftState state = entry.state();
    if (entry.step() == Step.START && state != null) {
      daggers.replaceAll(
          (name, past) ->
              !name.equals(dagger) && state.equals(past.left()) ? past.movedTo(dagger) : past);
    }
  }

  private void addOfCommit(Entry entry) {
    if (entry.step() == Step.COMMIT) {
      revision = entry.revision();
    } else if (entry.step() == Step.FREEZE) {
      frozen = entry.revision();
    } else if (entry.step() == Step.CONFIRM) {
      confirmed.add(entry.revision());
    }
  }

  /**
   * What all entries so far add up to.
   *
   * @param bundles those that were started and can still be read
   */
  public History history(Function<Fingerprint, Optional<JobBundle>> bundles) {
    Map<Fingerprint, JobBundle> known = new HashMap<>();
    for (DaggerHistory dagger : daggers.values()) {
      for (Fingerprint each : definitions(dagger)) {
        bundles.apply(each).ifPresent(bundle -> known.put(each, bundle));
      }
    }
    return new History(daggers, known, confirmed, revision, frozen);
  }

  /** Those that may be started again. */
  private static Set<Fingerprint> definitions(DaggerHistory dagger) {
    Set<Fingerprint> definitions = new HashSet<>();
    Optional.ofNullable(dagger.definition()).ifPresent(definitions::add);
    Optional.ofNullable(dagger.run()).map(Run::fingerprint).ifPresent(definitions::add);
    Optional.ofNullable(dagger.proven()).map(Proven::fingerprint).ifPresent(definitions::add);
    return definitions;
  }
}

package io.daggers.agent.journal;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.util.Map;
import java.util.Optional;

/**
 * What the journal adds up to.
 *
 * @param daggers by name
 * @param bundles what ran last, by fingerprint
 */
public record History(Map<DaggerName, DaggerHistory> daggers, Map<Fingerprint, JobBundle> bundles) {

  public static final History NONE = new History(Map.of(), Map.of());

  public History {
    daggers = Map.copyOf(daggers);
    bundles = Map.copyOf(bundles);
  }

  public DaggerHistory of(DaggerName dagger) {
    return daggers.getOrDefault(dagger, DaggerHistory.NONE);
  }

  /** The definition that ran last, if any. */
  public Optional<JobBundle> lastBundle(DaggerName dagger) {
    return Optional.ofNullable(of(dagger).definition()).map(bundles::get);
  }
}

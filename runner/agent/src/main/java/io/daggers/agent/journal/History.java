package io.daggers.agent.journal;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the journal adds up to.
 *
 * @param daggers by name
 * @param bundles what ran last, and what ran steadily last, by fingerprint
 * @param confirmed revisions that a person said are meant as they are, of 40 digits
 * @param revision the newest commit that was carried out; null before the first
 * @param frozen the revision that was last found to need that; null where none ever was
 */
public record History(
    Map<DaggerName, DaggerHistory> daggers,
    Map<Fingerprint, JobBundle> bundles,
    Set<String> confirmed,
    @Nullable String revision,
    @Nullable String frozen) {

  public static final History NONE = new History(Map.of(), Map.of(), Set.of(), null, null);

  public History {
    daggers = Map.copyOf(daggers);
    bundles = Map.copyOf(bundles);
    confirmed = Set.copyOf(confirmed);
  }

  public DaggerHistory of(DaggerName dagger) {
    return daggers.getOrDefault(dagger, DaggerHistory.NONE);
  }

  /** The definition that ran last, if any. */
  public Optional<JobBundle> lastBundle(DaggerName dagger) {
    return Optional.ofNullable(of(dagger).definition()).map(bundles::get);
  }

  /** Whether a person said that a revision is meant as it is. */
  public boolean isConfirmed(String revision) {
    return confirmed.contains(revision);
  }
}

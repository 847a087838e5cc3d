package io.daggers.agent;

import io.daggers.agent.health.Distribution;
import io.daggers.agent.journal.History;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.reconcile.DesiredJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from when a commit is found until what it changes runs. Not from the time that
 * stands in the commit: that is of when it was made, which may be days before it was merged, on
 * whatever clock.
 *
 * @param hasLooked whether any look was taken into account
 * @param awaited definitions that have not run since they were committed
 * @param arrived those that have, and those that did before this agent began
 * @param last how long each dagger's last one took
 * @param seconds how long all took
 */
record Arrivals(
    boolean hasLooked,
    Map<DaggerName, Awaited> awaited,
    Map<DaggerName, Fingerprint> arrived,
    Map<DaggerName, Duration> last,
    Distribution seconds) {

  /** Of an agent that has not looked yet. */
  static final Arrivals NONE =
      new Arrivals(
          false,
          Map.of(),
          Map.of(),
          Map.of(),
          Distribution.upTo(5, 10, 15, 20, 30, 45, 60, 120, 300, 600, 1_800, 3_600));

  Arrivals {
    awaited = Map.copyOf(awaited);
    arrived = Map.copyOf(arrived);
    last = Map.copyOf(last);
  }

  record Awaited(Fingerprint fingerprint, Instant since) {}

  /**
   * After another look.
   *
   * @param found when the commit was found that wants this
   * @param jobs what there is, by dagger
   */
  Arrivals after(
      List<DesiredJob> desired,
      Instant found,
      Map<DaggerName, ObservedJob> jobs,
      History history,
      Instant now) {
    Next next = new Next();
    for (DesiredJob each : desired) {
      if (each instanceof DesiredJob.Running wanted) {
        DaggerName dagger = wanted.dagger();
        boolean ranBefore = wanted.fingerprint().equals(history.of(dagger).definition());
        next.add(wanted, found, jobs.get(dagger), ranBefore, now);
      }
    }
    return next.arrivals();
  }

  private final class Next {

    private final Map<DaggerName, Awaited> nextAwaited = new HashMap<>();
    private final Map<DaggerName, Fingerprint> nextArrived = new HashMap<>();
    private final Map<DaggerName, Duration> nextLast = new HashMap<>();
    private Distribution nextSeconds = seconds;

    void add(
        DesiredJob.Running wanted,
        Instant found,
        @Nullable ObservedJob job,
        boolean ranBefore,
        Instant now) {
      DaggerName dagger = wanted.dagger();
      Fingerprint fingerprint = wanted.fingerprint();
      if (last.containsKey(dagger)) {
        nextLast.put(dagger, last.get(dagger));
      }
      boolean isThere = job != null && job.fingerprint().equals(fingerprint);
      if (fingerprint.equals(arrived.get(dagger)) || (!hasLooked && (ranBefore || isThere))) {
        nextArrived.put(dagger, fingerprint);
        return;
      }
      Awaited before = awaited.get(dagger);
      Instant since =
          before != null && before.fingerprint.equals(fingerprint) ? before.since : found;
      if (isThere && job.state() == JobState.RUNNING) {
        Duration took = Duration.between(since, now);
        nextArrived.put(dagger, fingerprint);
        nextLast.put(dagger, took);
        nextSeconds = nextSeconds.with(took.toMillis() / 1_000.0);
      } else {
        nextAwaited.put(dagger, new Awaited(fingerprint, since));
      }
    }

    Arrivals arrivals() {
      return new Arrivals(true, nextAwaited, nextArrived, nextLast, nextSeconds);
    }
  }
}

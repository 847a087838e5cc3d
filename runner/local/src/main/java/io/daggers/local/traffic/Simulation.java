package io.daggers.local.traffic;

import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The events of all activities in order of time, without end; the same arguments give the same
 * events.
 */
final class Simulation {

  private final Density density;
  private final PriorityQueue<Turn> turns = new PriorityQueue<>();
  private final PriorityQueue<Pending> pending = new PriorityQueue<>();
  private long sequence;

  Simulation(List<Activity> activities, long seed, long fromMicros, Density density) {
    this.density = density;
    for (Activity activity : activities) {
      RandomGenerator random = new SplittableRandom(seed * 31 + activity.name().hashCode());
      turns.add(new Turn(activity, random, fromMicros));
    }
  }

  Event next() {
    while (pending.isEmpty() || turns.element().micros <= pending.element().event.micros()) {
      Turn turn = turns.remove();
      turn.activity.happen(
          turn.micros, turn.random, event -> pending.add(new Pending(event, sequence++)));
      turns.add(turn.next(density));
    }
    return pending.remove().event;
  }

  /** The next time that an activity happens. */
  private record Turn(Activity activity, RandomGenerator random, long micros)
      implements Comparable<Turn> {

    @Override
    public int compareTo(Turn other) {
      int byTime = Long.compare(micros, other.micros);
      return byTime != 0 ? byTime : activity.name().compareTo(other.activity.name());
    }

    Turn next(Density density) {
      return new Turn(
          activity, random, micros + density.gapMicros(activity.perSecond(), micros, random));
    }
  }

  /** An event that is known to come. */
  private record Pending(Event event, long sequence) implements Comparable<Pending> {

    @Override
    public int compareTo(Pending other) {
      int byTime = Long.compare(event.micros(), other.event.micros());
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}

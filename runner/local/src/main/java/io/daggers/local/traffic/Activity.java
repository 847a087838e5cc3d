package io.daggers.local.traffic;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Something that people or machines do again and again, each time causing an event or several. */
interface Activity {

  /** Tells its random numbers from those of others. */
  String name();

  /** How often in a second, on average, while the back-fill lasts. */
  double perSecond();

  /** Happens once: the events may be later than this, never earlier. */
  void happen(long micros, RandomGenerator random, Consumer<Event> events);
}

package io.daggers.local.traffic;

import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Pickups of New York's taxi bases; the first bases have the most. */
final class TaxiPickups implements Activity {

  static final String SCHEMA = "taxi.pickup.v1.Pickup";
  private static final String[] BASES = {"B02617", "B02598", "B02682", "B02764", "B02512"};

  @Override
  public String name() {
    return "taxi pickups";
  }

  @Override
  public double perSecond() {
    return 2;
  }

  @Override
  public void happen(long micros, RandomGenerator random, Consumer<Event> events) {
    Place place = City.NEW_YORK.anywhere(random);
    int rank = Math.min(random.nextInt(BASES.length), random.nextInt(BASES.length));
    events.accept(
        new Event(
            micros,
            SCHEMA,
            null,
            Map.of(
                "latitude",
                place.latitude(),
                "longitude",
                place.longitude(),
                "base",
                BASES[rank])));
  }
}

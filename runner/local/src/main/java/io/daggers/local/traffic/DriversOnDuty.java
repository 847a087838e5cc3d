package io.daggers.local.traffic;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Drivers who say where they are; between two messages each moves a little, and now and then to
 * another spot.
 */
final class DriversOnDuty implements Activity {

  static final String SCHEMA = "rides.driver.v1.DriverLocation";
  private static final String[] VEHICLES = {"BIKE", "CAR", "BIKE", "VAN", "BIKE", "CAR"};
  private static final double MOVE_KM = 0.3;
  private static final double JOURNEY = 0.02;
  private static final double AVAILABLE = 0.65;

  private final Map<String, Place> places = new HashMap<>();

  @Override
  public String name() {
    return "drivers";
  }

  @Override
  public double perSecond() {
    return 9;
  }

  @Override
  public void happen(long micros, RandomGenerator random, Consumer<Event> events) {
    City city = City.any(random);
    String driver = city.driver(random);
    Place last = places.get(driver);
    boolean elsewhere = last == null || random.nextDouble() < JOURNEY;
    Place now = elsewhere ? city.anywhere(random) : last.near(MOVE_KM, random);
    places.put(driver, now);
    events.accept(
        new Event(
            micros,
            SCHEMA,
            null,
            Map.of(
                "driver_id",
                driver,
                "vehicle_type",
                VEHICLES[Math.floorMod(driver.hashCode(), VEHICLES.length)],
                "city",
                city.name(),
                "location",
                now.values(),
                "available",
                random.nextDouble() < AVAILABLE)));
  }
}

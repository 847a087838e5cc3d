package io.daggers.local.traffic;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A city.
 *
 * @param name as events write it
 * @param drivers how many are on duty
 * @param spots where most journeys begin and end, busiest first
 */
record City(String name, int drivers, List<Place> spots) {

  static final City JAKARTA =
      new City(
          "jakarta",
          330,
          List.of(
              new Place(-6.2088, 106.8220), // Sudirman
              new Place(-6.2443, 106.7991), // Blok M
              new Place(-6.1754, 106.8272), // Monas
              new Place(-6.2607, 106.8137), // Kemang
              new Place(-6.1600, 106.9050), // Kelapa Gading
              new Place(-6.1256, 106.6559))); // Soekarno-Hatta airport
  static final City BANDUNG =
      new City(
          "bandung",
          150,
          List.of(
              new Place(-6.8850, 107.6137), // Dago
              new Place(-6.9147, 107.6023), // the station
              new Place(-6.9025, 107.6188), // Gedung Sate
              new Place(-6.8960, 107.5920))); // Pasteur
  static final City SURABAYA =
      new City(
          "surabaya",
          120,
          List.of(
              new Place(-7.2620, 112.7390), // Tunjungan
              new Place(-7.2654, 112.7522), // Gubeng
              new Place(-7.2890, 112.6750), // Pakuwon
              new Place(-7.3798, 112.7872))); // Juanda airport

  /** Has taxis, but no drivers of ours. */
  static final City NEW_YORK =
      new City(
          "new york",
          0,
          List.of(
              new Place(40.7549, -73.9840), // Midtown
              new Place(40.7128, -74.0060), // Lower Manhattan
              new Place(40.7081, -73.9571), // Williamsburg
              new Place(40.7769, -73.8740), // LaGuardia airport
              new Place(40.6413, -73.7781))); // Kennedy airport

  private static final List<City> OURS = List.of(JAKARTA, BANDUNG, SURABAYA);
  private static final int ALL_DRIVERS = OURS.stream().mapToInt(City::drivers).sum();
  private static final double SPREAD_KM = 1.5;

  City {
    spots = List.copyOf(spots);
  }

  /** One of the cities that have drivers, the larger ones more often. */
  static City any(RandomGenerator random) {
    int pick = random.nextInt(ALL_DRIVERS);
    for (City city : OURS) {
      pick -= city.drivers;
      if (pick < 0) {
        return city;
      }
    }
    throw new AssertionError("the drivers of all cities are fewer than their sum");
  }

  /** A place around one of the spots. */
  Place anywhere(RandomGenerator random) {
    int rank = Math.min(random.nextInt(spots.size()), random.nextInt(spots.size()));
    return spots.get(rank).near(SPREAD_KM, random);
  }

  /** The id of one of the drivers on duty. */
  String driver(RandomGenerator random) {
    return name + "-" + (1_000 + random.nextInt(drivers));
  }
}

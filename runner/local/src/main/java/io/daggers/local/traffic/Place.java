package io.daggers.local.traffic;

import java.util.Map;
import java.util.random.RandomGenerator;

/** A point on Earth, in degrees. */
record Place(double latitude, double longitude) {

  private static final double KM_PER_DEGREE = 111.2;

  /** Another place nearby; most are within the given distance. */
  Place near(double km, RandomGenerator random) {
    return new Place(
        latitude + random.nextGaussian() * km / 2 / KM_PER_DEGREE,
        longitude + random.nextGaussian() * km / 2 / kmPerDegreeOfLongitude());
  }

  /** The place that lies on the way, 0 being here and 1 the other. */
  Place towards(Place other, double part) {
    return new Place(
        latitude + (other.latitude - latitude) * part,
        longitude + (other.longitude - longitude) * part);
  }

  /** As the crow flies over the short distances of a city. */
  double kmTo(Place other) {
    return Math.hypot(
        (other.latitude - latitude) * KM_PER_DEGREE,
        (other.longitude - longitude) * kmPerDegreeOfLongitude());
  }

  Map<String, Object> values() {
    return Map.of("latitude", latitude, "longitude", longitude);
  }

  private double kmPerDegreeOfLongitude() {
    return KM_PER_DEGREE * Math.cos(Math.toRadians(latitude));
  }
}

package io.daggers.local.traffic;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A booking, and the events that its life may have; the fare is in rupiah. */
record Booking(
    String orderNumber,
    String customerId,
    City city,
    String serviceType,
    String vehicleType,
    String driverId,
    Place pickup,
    Place dropoff,
    long fare) {

  static final String SCHEMA = "rides.booking.v1.BookingEvent";

  private static final String[] VEHICLES = {"BIKE", "BIKE", "BIKE", "CAR", "CAR", "VAN"};
  private static final String[] SERVICES = {"RIDE", "RIDE", "RIDE", "FOOD", "FOOD", "PARCEL"};
  private static final Map<String, Integer> RUPIAH_PER_KM =
      Map.of("BIKE", 2_500, "CAR", 4_500, "VAN", 7_000);
  private static final int BASE_RUPIAH = 9_000;

  /** Somebody wants to go somewhere in a city. */
  static Booking by(String customerId, RandomGenerator random) {
    City city = City.any(random);
    String service = SERVICES[random.nextInt(SERVICES.length)];
    String vehicle = service.equals("FOOD") ? "BIKE" : VEHICLES[random.nextInt(VEHICLES.length)];
    Place pickup = city.anywhere(random);
    Place dropoff = city.anywhere(random);
    long price = BASE_RUPIAH + (long) (pickup.kmTo(dropoff) * RUPIAH_PER_KM.get(vehicle));
    return new Booking(
        service.charAt(0) + "-" + random.nextLong(1_000_000_000L, 10_000_000_000L),
        customerId,
        city,
        service,
        vehicle,
        city.driver(random),
        pickup,
        dropoff,
        price / 500 * 500);
  }

  Event requested(long micros) {
    return event(micros, "REQUESTED", Map.of());
  }

  Event accepted(long micros, Place driverAt) {
    return event(micros, "ACCEPTED", Map.of("driver", driver(driverAt)));
  }

  Event pickedUp(long micros) {
    return event(micros, "PICKED_UP", Map.of("driver", driver(pickup)));
  }

  Event completed(long micros, long tip) {
    return event(
        micros, "COMPLETED", Map.of("driver", driver(dropoff), "fare", fare((double) tip)));
  }

  /** Cancelled before a driver had accepted. */
  Event cancelled(long micros, String reason) {
    return event(micros, "CANCELLED", Map.of("cancel_reason", reason));
  }

  /** Cancelled while the driver was on the way. */
  Event cancelled(long micros, String reason, Place driverAt) {
    return event(micros, "CANCELLED", Map.of("cancel_reason", reason, "driver", driver(driverAt)));
  }

  private Event event(long micros, String status, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>();
    values.put("order_number", orderNumber);
    values.put("status", status);
    values.put("service_type", serviceType);
    values.put("vehicle_type", vehicleType);
    values.put("city", city.name());
    values.put("customer_id", customerId);
    values.put("pickup", pickup.values());
    values.put("dropoff", dropoff.values());
    values.put("fare", fare(0));
    values.putAll(more);
    String kafkaCluster = serviceType.equals("FOOD") ? "food" : "mainstream";
    return new Event(micros, SCHEMA, kafkaCluster, values);
  }

  private Map<String, Object> driver(Place at) {
    double rating = 4 + Math.floorMod(driverId.hashCode(), 100) / 100.0;
    return Map.of("driver_id", driverId, "rating", rating, "location", at.values());
  }

  private Map<String, Object> fare(double tip) {
    return Map.of("currency", "IDR", "total", (double) fare, "tip", tip);
  }
}

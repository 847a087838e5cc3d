package io.daggers.bench;

import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import rides.booking.v1.Booking.BookingEvent;
import rides.booking.v1.Booking.Driver;
import rides.booking.v1.Booking.Fare;
import rides.booking.v1.Booking.Location;
import rides.booking.v1.Booking.ServiceType;
import rides.booking.v1.Booking.Status;
import rides.booking.v1.Booking.VehicleType;

/**
 * Made-up bookings, the same for the same seed: 5,000 in a second of event time and up to four
 * seconds out of order; three of ten are completed, which makes some 30,000 groups of city, vehicle
 * and S2 cell in a minute.
 */
final class Bookings {

  static final int PARTITIONS = 4;

  private static final int PER_SECOND = 5_000;
  private static final int JITTER_MILLIS = 4_000;
  private static final String[] CITIES = {
    "jakarta", "bandung", "surabaya", "medan", "makassar", "semarang", "denpasar", "yogyakarta"
  };
  private static final VehicleType[] VEHICLES = {
    VehicleType.BIKE, VehicleType.CAR, VehicleType.VAN
  };
  private static final Status[] OTHERS = {
    Status.REQUESTED, Status.ACCEPTED, Status.PICKED_UP, Status.CANCELLED
  };

  private final SplittableRandom random;
  private long startMillis = 1_767_225_600_000L;
  private long made;

  Bookings(long seed) {
    this.random = new SplittableRandom(seed);
  }

  BookingEvent next() {
    long millis = millis() - random.nextInt(JITTER_MILLIS) + JITTER_MILLIS;
    boolean completed = random.nextInt(10) < 3;
    return booking(made++, millis, completed ? Status.COMPLETED : OTHERS[random.nextInt(4)]);
  }

  /**
   * One for each partition, an hour later, so that every window before it ends; time goes on there.
   */
  List<BookingEvent> closers() {
    startMillis += 3_600_000;
    return Stream.generate(() -> booking(made, millis(), Status.REQUESTED))
        .limit(PARTITIONS)
        .toList();
  }

  private long millis() {
    return startMillis + made * 1_000 / PER_SECOND;
  }

  private BookingEvent booking(long number, long millis, Status status) {
    int city = random.nextInt(CITIES.length);
    double latitude = -6.2 + city + random.nextInt(40) * 0.01;
    double longitude = 106.8 + city + random.nextInt(40) * 0.01;
    BookingEvent.Builder booking =
        BookingEvent.newBuilder()
            .setOrderNumber("RB-" + (10_000_000 + number))
            .setEventTimestamp(
                Timestamp.newBuilder()
                    .setSeconds(millis / 1_000)
                    .setNanos((int) (millis % 1_000) * 1_000_000))
            .setStatus(status)
            .setServiceType(ServiceType.RIDE)
            .setVehicleType(VEHICLES[random.nextInt(VEHICLES.length)])
            .setCity(CITIES[city])
            .setCustomerId("c" + random.nextInt(1_000_000))
            .setPickup(location(latitude, longitude))
            .setDropoff(location(latitude + 0.05, longitude - 0.03))
            .setFare(
                Fare.newBuilder()
                    .setCurrency("IDR")
                    .setTotal(8_000 + random.nextInt(90_000))
                    .setTip(random.nextInt(5) * 1_000));
    if (status != Status.REQUESTED) {
      booking.setDriver(
          Driver.newBuilder()
              .setDriverId("d" + random.nextInt(100_000))
              .setRating(4.5f)
              .setLocation(location(latitude - 0.01, longitude)));
    }
    return booking.build();
  }

  private static Location location(double latitude, double longitude) {
    return Location.newBuilder().setLatitude(latitude).setLongitude(longitude).build();
  }
}

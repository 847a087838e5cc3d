package io.daggers.local.traffic;

import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Bookings from request to payment, or to the point where somebody gives up. */
final class BookingLives implements Activity {

  static final String PAYMENT_SCHEMA = "rides.payment.v1.PaymentEvent";
  private static final int CUSTOMERS = 20_000;
  private static final double NO_DRIVER_FOUND = 0.08;
  private static final double GIVEN_UP_WHILE_WAITING = 0.06;
  private static final double TIPPED = 0.2;
  private static final double DECLINED = 0.04;
  private static final String[] WAITING_REASONS = {
    "driver too far", "changed plans", "driver asked to cancel", "wrong pickup point"
  };
  private static final String[] METHODS = {"WALLET", "WALLET", "WALLET", "CASH", "CASH", "CARD"};

  @Override
  public String name() {
    return "bookings";
  }

  @Override
  public double perSecond() {
    return 2.6;
  }

  @Override
  public void happen(long micros, RandomGenerator random, Consumer<Event> events) {
    Booking booking = Booking.by("customer-" + random.nextInt(10_000, 10_000 + CUSTOMERS), random);
    events.accept(booking.requested(micros));
    if (random.nextDouble() < NO_DRIVER_FOUND) {
      events.accept(booking.cancelled(later(micros, 60, 300, random), "no driver found"));
      return;
    }

    long accepted = later(micros, 5, 90, random);
    Place driverAt = booking.pickup().near(3, random);
    events.accept(booking.accepted(accepted, driverAt));
    if (random.nextDouble() < GIVEN_UP_WHILE_WAITING) {
      Place onTheWay = driverAt.towards(booking.pickup(), random.nextDouble());
      events.accept(
          booking.cancelled(
              later(accepted, 30, 240, random), pick(WAITING_REASONS, random), onTheWay));
      return;
    }

    long pickedUp = later(accepted, 90, 480, random);
    events.accept(booking.pickedUp(pickedUp));

    long completed = later(pickedUp, 240, 1500, random);
    long tip = random.nextDouble() < TIPPED ? random.nextInt(1, 11) * 1_000L : 0;
    events.accept(booking.completed(completed, tip));
    pay(booking, booking.fare() + tip, later(completed, 1, 20, random), random, events);
  }

  private static void pay(
      Booking booking, long amount, long micros, RandomGenerator random, Consumer<Event> events) {
    String method = pick(METHODS, random);
    boolean declined = !method.equals("CASH") && random.nextDouble() < DECLINED;
    events.accept(payment(booking, method, declined ? "DECLINED" : "PAID", amount, micros, random));
    if (declined) {
      events.accept(
          payment(booking, "CASH", "PAID", amount, later(micros, 10, 60, random), random));
    }
  }

  private static Event payment(
      Booking booking,
      String method,
      String outcome,
      long amount,
      long micros,
      RandomGenerator random) {
    return new Event(
        micros,
        PAYMENT_SCHEMA,
        null,
        Map.of(
            "payment_id",
            "P-" + random.nextLong(1_000_000_000L, 10_000_000_000L),
            "order_number",
            booking.orderNumber(),
            "method",
            method,
            "outcome",
            outcome,
            "amount",
            (double) amount,
            "currency",
            "IDR"));
  }

  private static long later(
      long micros, int atLeastSeconds, int atMostSeconds, RandomGenerator random) {
    return micros + random.nextLong(atLeastSeconds * 1_000_000L, atMostSeconds * 1_000_000L);
  }

  private static String pick(String[] choices, RandomGenerator random) {
    return choices[random.nextInt(choices.length)];
  }
}

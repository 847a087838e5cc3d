package io.daggers.local.traffic;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A few riders who book and cancel, three to five times within less than ten minutes. */
final class RepeatedCancellations implements Activity {

  private static final int RIDERS = 15;
  private static final long SECOND = 1_000_000;

  @Override
  public String name() {
    return "repeated cancellations";
  }

  @Override
  public double perSecond() {
    return 1 / 180.0;
  }

  @Override
  public void happen(long micros, RandomGenerator random, Consumer<Event> events) {
    String rider = "customer-" + random.nextInt(100, 100 + RIDERS);
    int times = random.nextInt(3, 6);
    long at = micros;
    for (int i = 0; i < times; i++) {
      Booking booking = Booking.by(rider, random);
      events.accept(booking.requested(at));
      at += random.nextLong(20 * SECOND, 60 * SECOND);
      events.accept(booking.cancelled(at, "changed plans"));
      at += random.nextLong(10 * SECOND, 50 * SECOND);
    }
  }
}

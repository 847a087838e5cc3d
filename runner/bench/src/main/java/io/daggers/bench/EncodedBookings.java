package io.daggers.bench;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import rides.booking.v1.Booking.BookingEvent;
import rides.booking.v1.Booking.Status;

/**
 * Bookings that are encoded but for a field or two, which are put behind the rest: protobuf reads a
 * message in parts as one. To write one costs little.
 */
final class EncodedBookings {

  private static final int TEMPLATES = 100_000;

  private final List<BookingEvent> bookings = new ArrayList<>();
  private final byte[][] encoded = new byte[TEMPLATES][];

  EncodedBookings(long seed) {
    Bookings made = new Bookings(seed);
    for (int i = 0; i < TEMPLATES; i++) {
      BookingEvent booking = made.next();
      bookings.add(booking);
      encoded[i] = booking.toBuilder().clearEventTimestamp().build().toByteArray();
    }
  }

  /** The booking that the number stands for; its time is another one. */
  BookingEvent booking(long number) {
    return bookings.get((int) (number % TEMPLATES));
  }

  boolean isCompleted(long number) {
    return booking(number).getStatus() == Status.COMPLETED;
  }

  byte[] at(long number, long millis) {
    return with(number, BookingEvent.newBuilder().setEventTimestamp(timestamp(millis)).build());
  }

  byte[] at(long number, long millis, String customer) {
    return with(
        number,
        BookingEvent.newBuilder()
            .setEventTimestamp(timestamp(millis))
            .setCustomerId(customer)
            .build());
  }

  private byte[] with(long number, BookingEvent rest) {
    byte[] first = encoded[(int) (number % TEMPLATES)];
    byte[] last = rest.toByteArray();
    byte[] message = Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, message, first.length, last.length);
    return message;
  }

  private static Timestamp timestamp(long millis) {
    return Timestamp.newBuilder()
        .setSeconds(millis / 1_000)
        .setNanos((int) (millis % 1_000) * 1_000_000)
        .build();
  }
}

package io.daggers.job.edit;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import io.daggers.schema.SchemaCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The same trips and payments every time: some before the edit, in the middle of a window. */
final class Trips {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MILLIS_APART = 4_000;
  private static final int BEFORE = 40;
  private static final int ALL = 80;
  private static final List<String> CITIES = List.of("jakarta", "bandung", "medan");
  private static final List<String> STATUSES = List.of("DONE", "CANCELLED", "OPEN");

  private final Descriptor trip;
  private final Descriptor payment;

  private Trips(SchemaCatalog schemas) {
    trip = schemas.schema("trips.v1.Trip").orElseThrow().descriptor();
    payment = schemas.schema("trips.v1.Payment").orElseThrow().descriptor();
  }

  /** The partitions of every topic. */
  static Map<String, List<Feed>> of(SchemaCatalog schemas) {
    Trips trips = new Trips(schemas);
    return Map.of(
        "trips@north", List.of(trips.trips(1, 0, false), trips.trips(2, 0, false)),
        "trips@south", List.of(trips.trips(3, 0, false), trips.trips(4, 0, false)),
        "trips@new", List.of(trips.trips(5, BEFORE, false)),
        "trips@late", List.of(trips.trips(6, 0, true), trips.trips(7, 0, true)),
        "payments@north", List.of(trips.payments(1), trips.payments(2)));
  }

  /**
   * @param from of trips numbered as in other feeds, which one is the first
   */
  private Feed trips(int seed, int from, boolean late) {
    Random random = new Random(seed);
    List<byte[]> messages = new ArrayList<>();
    for (int i = from; i < ALL; i++) {
      // Six seconds out of order at most, which is less than watermarks allow; or far too late.
      int lateMillis = late && (i % 9 == 4 || i == BEFORE) ? 45_000 : random.nextInt(6) * 1_000;
      Instant at = START.plusMillis((long) i * MILLIS_APART - lateMillis + seed * 7L + i);
      DynamicMessage.Builder message = DynamicMessage.newBuilder(trip);
      set(message, "at", timestamp(at));
      set(message, "booked_at", timestamp(at.minusSeconds(20 + random.nextInt(60))));
      set(message, "order_number", orderNumber(seed, i));
      set(message, "city", CITIES.get(random.nextInt(3)));
      set(message, "status", STATUSES.get(random.nextInt(3)));
      set(message, "driver", "driver-" + random.nextInt(4));
      set(message, "distance", (long) random.nextInt(1, 20));
      set(message, "duration", (long) random.nextInt(30, 90));
      Descriptor fare = trip.findFieldByName("fare").getMessageType();
      DynamicMessage.Builder paid = DynamicMessage.newBuilder(fare);
      set(paid, "total", random.nextInt(10, 400) / 4.0);
      set(paid, "tip", random.nextInt(0, 40) / 4.0);
      set(message, "fare", paid.build());
      set(message, "labels", List.of("rain", STATUSES.get(random.nextInt(3))));
      messages.add(message.build().toByteArray());
    }
    return new Feed(messages, Math.max(0, BEFORE - from));
  }

  /** One for each trip, up to a minute after it. */
  private Feed payments(int seed) {
    Random random = new Random(100 + seed);
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      Instant at = START.plusMillis((long) i * MILLIS_APART + random.nextInt(6) * 1_000L + i);
      DynamicMessage.Builder message = DynamicMessage.newBuilder(payment);
      set(message, "at", timestamp(at));
      set(message, "order_number", orderNumber(seed, Math.max(0, i - random.nextInt(16))));
      set(message, "amount", (long) random.nextInt(10, 100));
      set(message, "means", random.nextBoolean() ? "CASH" : "CARD");
      messages.add(message.build().toByteArray());
    }
    return new Feed(messages, BEFORE);
  }

  private static String orderNumber(int seed, int i) {
    return "order-" + seed + "-" + i;
  }

  private static void set(DynamicMessage.Builder message, String name, Object value) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    message.setField(field, value);
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}

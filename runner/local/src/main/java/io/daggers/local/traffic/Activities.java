package io.daggers.local.traffic;

import io.daggers.local.event.EventShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What goes on in the cities, and whatever else the streams tell of. */
final class Activities {

  /** The schemas that the simulation knows. */
  private static final Set<String> KNOWN =
      Set.of(
          Booking.SCHEMA,
          BookingLives.PAYMENT_SCHEMA,
          DriversOnDuty.SCHEMA,
          ApiRequests.SCHEMA,
          TaxiPickups.SCHEMA);

  private Activities() {}

  static List<Activity> of(Collection<EventShape> streams) {
    List<Activity> activities = new ArrayList<>();
    activities.add(new BookingLives());
    activities.add(new RepeatedCancellations());
    activities.add(new DriversOnDuty());
    activities.add(new ApiRequests());
    activities.add(new TaxiPickups());
    streams.stream()
        .filter(stream -> !KNOWN.contains(stream.name()))
        .map(stream -> new PlausibleEvents(stream.descriptor()))
        .forEach(activities::add);
    return activities;
  }
}

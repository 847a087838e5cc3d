package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.cli.Repositories.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the project's own repository. */
class SchemasCommandTest {

  @Test
  void listsStreamsWithTheirTopicsAndWhoUsesThem() {
    Answer answer = schemas();

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("rides.pricing.v1.DemandSupply")
                    .contains("demand-supply@mainstream", "window_start", "pricing/demand-supply"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("rides.booking.v1.BookingEvent")
                    .contains(
                        "booking-log@mainstream, food-booking-log@food", "pricing/demand-supply"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rides.booking.v1.BookingEvent", "BookingEvent", "bookingevent", "Book"})
  void showsColumnsTypesCommentsAndEnumValuesOfASchema(String name) {
    Answer answer = schemas(name);

    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out())
        .startsWith("rides.booking.v1.BookingEvent  (schemas/rides/booking/v1/booking.proto)\n")
        .contains(
            "One step in the life of a booking.",
            "read by     pricing/demand-supply, risk/frequent-cancellers",
            "written by  no dagger",
            "enum STATUS_UNSPECIFIED | REQUESTED",
            "Set on cancelled bookings only.")
        .containsPattern("driver\\.location\\.latitude +DOUBLE +double")
        .containsPattern("event_timestamp +TIMESTAMP_LTZ\\(9\\) +yes +google.protobuf.Timestamp")
        .containsPattern("rowtime +TIMESTAMP_LTZ\\(3\\) +the event time");
  }

  @Test
  void showsAMessageThatNoTopicCarries() {
    assertThat(schemas("rides.booking.v1.Fare").out()).contains("no topic carries it");
  }

  @Test
  void suggestsANameAndListsThoseThatFit() {
    assertThat(schemas("BookingEvnt").err()).contains("did you mean 'BookingEvent'?");
    Answer several = schemas("rides");
    assertThat(several.exitCode()).isEqualTo(2);
    assertThat(several.err()).contains("'rides' may be rides.booking.v1.BookingEvent or ");
  }

  private static Answer schemas(String... name) {
    String[] arguments =
        name.length == 0
            ? new String[] {"schemas", "--root", Repositories.OWN.toString()}
            : new String[] {"schemas", "--root", Repositories.OWN.toString(), name[0]};
    return Repositories.run(arguments);
  }
}

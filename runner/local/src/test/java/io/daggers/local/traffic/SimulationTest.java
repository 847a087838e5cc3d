package io.daggers.local.traffic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.daggers.local.event.EventShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final long HOUR = 3_600_000_000L;
  private static final Density EVEN = new Density(Long.MAX_VALUE, 1);
  private static final List<Event> EVENTS = firstHour(7);

  @Test
  void sameSeedGivesTheSameEvents() {
    assertThat(firstHour(7)).isEqualTo(EVENTS);
  }

  @Test
  void anotherSeedGivesOtherEvents() {
    assertThat(firstHour(8)).isNotEqualTo(EVENTS);
  }

  @Test
  void eventsComeInOrderOfTime() {
    assertThat(EVENTS).isSortedAccordingTo(Comparator.comparingLong(Event::micros));
  }

  @Test
  void bookingsGoThroughTheirStatesInOrder() {
    Map<Object, List<Object>> lives =
        of(Booking.SCHEMA).stream()
            .collect(
                groupingBy(
                    event -> event.values().get("order_number"),
                    mapping(event -> event.values().get("status"), toList())));

    assertThat(lives.values())
        .allSatisfy(
            life ->
                assertThat(
                        List.of(
                            List.of("REQUESTED", "ACCEPTED", "PICKED_UP", "COMPLETED"),
                            List.of("REQUESTED", "ACCEPTED", "CANCELLED"),
                            List.of("REQUESTED", "CANCELLED")))
                    .anyMatch(
                        path -> path.subList(0, Math.min(life.size(), path.size())).equals(life)));
  }

  @Test
  void foodIsBookedOnItsOwnKafkaCluster() {
    assertThat(of(Booking.SCHEMA))
        .allSatisfy(
            event ->
                assertThat(event.kafkaCluster())
                    .isEqualTo(
                        event.values().get("service_type").equals("FOOD") ? "food" : "mainstream"));
  }

  @Test
  void someRidersCancelThreeTimesWithinTenMinutes() {
    long window = 600_000_000L;
    Map<List<Object>, Long> cancellations =
        of(Booking.SCHEMA).stream()
            .filter(event -> event.values().get("status").equals("CANCELLED"))
            .collect(
                groupingBy(
                    event -> List.of(event.values().get("customer_id"), event.micros() / window),
                    counting()));

    assertThat(cancellations.values()).anyMatch(count -> count >= 3);
  }

  @Test
  void moreThanThreeHundredServicesAnswerRequests() {
    Set<Object> services =
        of(ApiRequests.SCHEMA).stream()
            .map(event -> event.values().get("service"))
            .collect(toSet());

    assertThat(services).hasSizeGreaterThan(300);
  }

  @Test
  void anyOtherSchemaGetsMessagesThatDecode() throws Exception {
    Descriptor unknown = FieldDescriptorProto.getDescriptor();
    List<Event> events = new ArrayList<>();
    PlausibleEvents activity = new PlausibleEvents(unknown);

    activity.happen(HOUR, new SplittableRandom(1), events::add);

    DynamicMessage message = MapMessage.of(unknown, events.get(0).values()).build();
    FieldDescriptorProto decoded = FieldDescriptorProto.parseFrom(message.toByteArray());
    assertThat(decoded.getName()).startsWith("name-");
    assertThat(decoded.getOptions().getTargetsCount()).isPositive();
  }

  private static List<Event> of(String schema) {
    return EVENTS.stream().filter(event -> event.schema().equals(schema)).toList();
  }

  private static List<Event> firstHour(long seed) {
    Simulation simulation = new Simulation(Activities.of(List.<EventShape>of()), seed, 0, EVEN);
    List<Event> events = new ArrayList<>();
    for (Event event = simulation.next(); event.micros() < HOUR; event = simulation.next()) {
      events.add(event);
    }
    return events;
  }
}

package io.daggers.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.daggers.local.KafkaBroker;
import io.daggers.local.Records;
import io.daggers.local.Repository;
import io.daggers.local.event.EventProducer;
import io.daggers.local.event.EventShape;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityTrafficIT {

  private static final EventShape BOOKING = Repository.shape(Booking.SCHEMA);

  @TempDir Path directory;

  @Test
  void writesThePastAndThenGoesOnLive() throws Exception {
    Instant now = Clock.systemUTC().instant();
    List<Instant> reached = new ArrayList<>();
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      broker.createTopicsOf("mainstream", Repository.streams(), 2);
      broker.createTopicsOf("food", Repository.streams(), 2);
      try (EventProducer producer =
          new EventProducer(
              Map.of(
                  "mainstream",
                  Map.of("bootstrap.servers", broker.bootstrapServers()),
                  "food",
                  Map.of("bootstrap.servers", broker.bootstrapServers())))) {
        CityTraffic traffic = new CityTraffic(Repository.fedShapes(), producer, 42, now);

        long begin = System.nanoTime();
        long events = traffic.writePast((sent, time) -> reached.add(time));
        System.out.printf(
            "wrote %,d events in %,d ms%n", events, (System.nanoTime() - begin) / 1_000_000);
        Thread live = new Thread(() -> run(traffic));
        live.start();

        assertThat(events).isBetween(300_000L, 600_000L);
        assertThat(reached).isSorted().endsWith(now);
        awaitRecordAfter(broker, now);
        live.interrupt();
        live.join();
      }
      assertFoodIsOnItsOwnTopic(broker, now);
    }
  }

  private static void run(CityTraffic traffic) {
    try {
      traffic.live(Clock.systemUTC());
    } catch (InterruptedException e) {
      // The end of the test.
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitRecordAfter(KafkaBroker broker, Instant now) {
    Records.readUntil(broker, "booking-log", record -> record.timestamp() > now.toEpochMilli());
  }

  private static void assertFoodIsOnItsOwnTopic(KafkaBroker broker, Instant now) throws Exception {
    for (ConsumerRecord<String, byte[]> record :
        Records.readBytes(broker, "food-booking-log", 1_000)) {
      DynamicMessage event = DynamicMessage.parseFrom(BOOKING.descriptor(), record.value());
      assertThat(event.getField(BOOKING.descriptor().findFieldByName("service_type")))
          .hasToString("FOOD");
      assertThat(BOOKING.timeOf(event).orElseThrow().toEpochMilli()).isEqualTo(record.timestamp());
      assertThat(BOOKING.keyOf(event)).isEqualTo(record.key());
      assertThat(record.timestamp())
          .isGreaterThanOrEqualTo(now.minus(CityTraffic.PAST).toEpochMilli());
    }
  }
}

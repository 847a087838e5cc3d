package io.daggers.agent.platform.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MetricTotalsTest {

  private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theLagGrowsWhileTheWatermarkStands() {
    MetricTotals totals = sinkWatermark(T.toEpochMilli());

    assertThat(totals.metrics(T.plusSeconds(5)).lag()).isEqualTo(Duration.ofSeconds(5));
    assertThat(totals.metrics(T.plusSeconds(60)).lag()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void thereIsNoLagBeforeTheFirstWatermark() {
    assertThat(sinkWatermark(Long.MIN_VALUE).metrics(T).lag()).isNull();
  }

  @Test
  void kafkaClustersThatDoNotAnswerAreNamed() {
    MetricTotals totals = new MetricTotals();
    add(totals, "Source__bookings_of_main/booking-log.dagger.unreachable.main", 0);
    add(totals, "Source__bookings_of_food/food-log.dagger.unreachable.food", 1);

    assertThat(totals.metrics(T).unreachable()).containsExactly("food");
  }

  @Test
  void nothingIsKnownOfKafkaBeforeASourceSaysSo() {
    assertThat(new MetricTotals().metrics(T).unreachable()).isNull();
  }

  private static MetricTotals sinkWatermark(long millis) {
    MetricTotals totals = new MetricTotals();
    add(totals, "sink__Writer.currentInputWatermark", millis);
    return totals;
  }

  private static void add(MetricTotals totals, String id, long max) {
    totals.add(new ObjectMapper().createObjectNode().put("id", id).put("max", (double) max));
  }
}

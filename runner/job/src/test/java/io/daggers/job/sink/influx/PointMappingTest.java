package io.daggers.job.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.sql.table.SinkTable.FieldColumn;
import io.daggers.sql.table.SinkTable.InfluxTable;
import io.daggers.sql.table.SinkTable.TagColumn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;
import org.influxdb.dto.Point;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointMappingTest {

  private static final RowType COLUMNS =
      RowType.of(
          new LogicalType[] {
            new TimestampType(3),
            new VarCharType(VarCharType.MAX_LENGTH),
            new BigIntType(),
            new DoubleType()
          },
          new String[] {"window_start", "city", "bookings", "revenue"});
  private static final PointMapping MAPPING =
      new PointMapping(
          new InfluxTable(
              "default",
              "transport",
              "bookings",
              "window_start",
              List.of(new TagColumn("town", "city")),
              List.of(
                  new FieldColumn("bookings", "bookings", null),
                  new FieldColumn("gmv", "revenue", "0"))),
          COLUMNS);

  @Test
  void writesTheWindowsTimeTagsAndFields() {
    assertThat(line("2026-01-01T00:01:00Z", "jakarta", 3L, 2.5))
        .contains("bookings,town=jakarta bookings=3i,gmv=2.5 1767225660000000000");
  }

  @Test
  void writesNoneForATagWithoutValueAndTheDefaultForAFieldWithoutOne() {
    assertThat(line("2026-01-01T00:01:00Z", null, 3L, null))
        .contains("bookings,town=(none) bookings=3i,gmv=0.0 1767225660000000000");
    assertThat(line("2026-01-01T00:01:00Z", "", null, null))
        .contains("bookings,town=(none) gmv=0.0 1767225660000000000");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void takesANumberThatIsNotFiniteForNoValue(double number) {
    assertThat(line("2026-01-01T00:01:00Z", "jakarta", 3L, number))
        .contains("bookings,town=jakarta bookings=3i,gmv=0.0 1767225660000000000");
  }

  @Test
  void keepsATagFromBreakingTheLine() {
    assertThat(line("2026-01-01T00:01:00Z", "a\nb\\", 3L, 1.0))
        .contains("bookings,town=a\\ b\\\\  bookings=3i,gmv=1.0 1767225660000000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"})
  void makesNoPointOfATimeThatInfluxCannotHold(String time) {
    assertThat(line(time, "jakarta", 3L, 1.0)).isEmpty();
  }

  private static Optional<String> line(
      String time, @Nullable String city, @Nullable Long bookings, @Nullable Double revenue) {
    return MAPPING
        .point(
            GenericRowData.of(
                TimestampData.fromInstant(Instant.parse(time)),
                StringData.fromString(city),
                bookings,
                revenue))
        .map(Point::lineProtocol);
  }
}

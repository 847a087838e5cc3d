package io.daggers.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.sql.table.ResultRows.WindowBegin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowBeginsTest {

  private static final String QUERY =
      "SELECT city, %s AS t, COUNT(*) AS n FROM TABLE(%s) GROUP BY window_start, window_end,"
          + " window_time, city";
  private static final String TUMBLE =
      "TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)";
  private static final String HOP =
      "HOP(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)";
  private static final String CUMULATE =
      "CUMULATE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '1' DAY)";
  private static final String SESSION =
      "SESSION(TABLE trips PARTITION BY city, DESCRIPTOR(rowtime), INTERVAL '10' SECOND)";

  @ParameterizedTest
  @CsvSource({
    "window_start, TUMBLE, 0",
    "window_end, TUMBLE, 60000",
    "window_time, TUMBLE, 59999",
    "window_start, HOP, 0",
    "window_end, HOP, 3600000",
    "window_end, CUMULATE, 86400000",
    "window_start, SESSION, 10000",
  })
  void knowsFromWhichColumnItFollows(String column, String window, long after) {
    assertThat(begin(QUERY.formatted(column, windows().get(window))))
        .isEqualTo(new WindowBegin(1, after));
  }

  @Test
  void followsTheWindowThroughSubqueries() {
    assertThat(
            begin(
                "SELECT b AS began, n FROM (SELECT window_start AS b, COUNT(*) AS n FROM TABLE(%s)"
                        .formatted(TUMBLE)
                    + " GROUP BY window_start, window_end) AS w WHERE n > 1"))
        .isEqualTo(new WindowBegin(0, 0));
  }

  @Test
  void knowsOfNoneWhereThereIsNone() {
    assertThat(begin("SELECT rowtime, city FROM trips")).isNull();
    assertThat(begin(QUERY.formatted("window_end", SESSION))).isNull();
    assertThat(begin(QUERY.formatted("HOUR(window_start)", TUMBLE))).isNull();
  }

  private static Map<String, String> windows() {
    return Map.of("TUMBLE", TUMBLE, "HOP", HOP, "CUMULATE", CUMULATE, "SESSION", SESSION);
  }

  private static WindowBegin begin(String query) {
    return Trips.analysed(query).result().begin();
  }
}

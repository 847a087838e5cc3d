package io.daggers.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.sql.table.ResultWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountedWindowsTest {

  private static final String QUERY =
      "SELECT city, %s AS t, COUNT(*) AS n FROM TABLE(%s(TABLE trips, DESCRIPTOR(rowtime), %s))"
          + " GROUP BY window_start, window_end, window_time, city";
  private static final String MINUTES =
      "(SELECT city, window_start, window_end, window_time, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE"
          + " trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end,"
          + " window_time, city)";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "window_start, TUMBLE, \"INTERVAL '5' MINUTE\", 300000, 300000, 300000, 0",
        "window_end, TUMBLE, \"INTERVAL '5' MINUTE\", 0, 300000, 300000, 0",
        "window_time, TUMBLE, \"INTERVAL '5' MINUTE, INTERVAL '1' MINUTE\", 1, 300000, 300000, 60000",
        "window_start, HOP, \"INTERVAL '1' MINUTE, INTERVAL '1' HOUR\", 3600000, 3600000, 60000, 0",
        "window_end, CUMULATE, \"INTERVAL '1' HOUR, INTERVAL '1' DAY\", 0, 86400000, 3600000, 0",
      })
  void knowsTheWindowsOfItsResults(
      String column, String function, String sizes, long beforeEnd, long size, long step, long at) {
    assertThat(windows(QUERY.formatted(column, function, sizes)))
        .isEqualTo(new ResultWindows(1, beforeEnd, size, step, at));
  }

  @Test
  void followsThemThroughAJoinOfAlikeOnes() {
    String join =
        "SELECT l.window_start AS t, l.city, l.n, r.n AS m FROM %1$s AS l %2$s JOIN %1$s AS r ON"
            + " l.window_start = r.window_start AND l.window_end = r.window_end AND l.city = r.city";

    assertThat(windows(join.formatted(MINUTES, "")))
        .isEqualTo(new ResultWindows(0, 60_000, 60_000, 60_000, 0));
    assertThat(windows(join.formatted(MINUTES, "FULL OUTER"))).as("it may be NULL").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT rowtime, city FROM trips",
        "SELECT HOUR(window_start) AS h, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trips,"
            + " DESCRIPTOR(rowtime), INTERVAL '1' HOUR)) GROUP BY window_start, window_end",
        "SELECT window_start, COUNT(*) AS n FROM TABLE(CUMULATE(TABLE trips, DESCRIPTOR(rowtime),"
            + " INTERVAL '1' HOUR, INTERVAL '1' DAY)) GROUP BY window_start, window_end",
        "SELECT city, window_start, COUNT(*) AS n FROM TABLE(SESSION(TABLE trips PARTITION BY city,"
            + " DESCRIPTOR(rowtime), INTERVAL '10' SECOND)) GROUP BY window_start, window_end, city",
        "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime),"
            + " INTERVAL '0' HOUR)) GROUP BY window_start, window_end",
        "SELECT TUMBLE_START(rowtime, INTERVAL '1' HOUR) AS t, COUNT(*) AS n FROM trips GROUP BY"
            + " TUMBLE(rowtime, INTERVAL '1' HOUR)",
      })
  void knowsOfNoneWhereOneOfThemIsNotTold(String query) {
    assertThat(windows(query)).isNull();
  }

  @Test
  void knowsOfNoneWhereWindowsAreMadeOfWindows() {
    String hours =
        "SELECT window_start, SUM(n) AS n FROM TABLE(TUMBLE(TABLE minutes, DESCRIPTOR(window_time),"
            + " INTERVAL '1' HOUR)) GROUP BY window_start, window_end";
    String inner = MINUTES.replaceAll("(?<=SELECT city, )window_start, window_end, ", "");

    assertThat(windows("WITH minutes AS " + inner + " " + hours)).isNull();
  }

  @Test
  void tellsWhichWindowsEndAfterATime() {
    ResultWindows fives = new ResultWindows(0, 0, 300, 100, 20);

    assertThat(fives.lastEnd(420)).isEqualTo(420);
    assertThat(fives.lastEnd(519)).isEqualTo(420);
    assertThat(fives.firstBeginAfter(519)).isEqualTo(220);
    assertThat(fives.lastEnd(-81)).isEqualTo(-180);
    assertThat(fives.lastEnd(ResultWindows.NEVER)).isEqualTo(ResultWindows.NEVER);
    assertThat(fives.firstBeginAfter(ResultWindows.NEVER)).isEqualTo(ResultWindows.NEVER);
    assertThat(fives.lastEnd(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  private static ResultWindows windows(String query) {
    return Trips.analysed(query).result().windows();
  }
}

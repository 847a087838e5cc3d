package io.daggers.sql.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.StartPosition;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.QueryText;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.ResultRows.WindowBegin;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowBeginsTest {

  private static final String SCHEMA =
      """
      syntax = "proto3";
      package t;
      import "google/protobuf/timestamp.proto";
      message Trip { google.protobuf.Timestamp at = 1; string city = 2; }
      """;
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
    Findings findings = new Findings();
    SchemaCatalog schemas =
        SchemaCatalog.compile(
            RepositoryFiles.of(Map.of("schemas/t.proto", SCHEMA.getBytes(UTF_8))), findings);
    StreamTable trips =
        new StreamTable(
            "trips",
            "t.Trip",
            new EventTime("at", EventTime.Unit.TIMESTAMP),
            List.of(new Topic("a", "trips")),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            null,
            new StartPosition.Latest());
    return PlanningSession.open(
            StreamExecutionEnvironment.getExecutionEnvironment(),
            new QueryText("query.sql", query),
            List.of(trips),
            schemas,
            null,
            new PlanOnlyRuntime())
        .analyse(findings)
        .orElseThrow(() -> new AssertionError(findings.list().toString()))
        .result()
        .begin();
  }
}

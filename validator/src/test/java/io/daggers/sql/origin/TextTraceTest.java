package io.daggers.sql.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.StartPosition;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.QueryText;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTraceTest {

  private static final String SCHEMA =
      """
      syntax = "proto3";
      package t;
      import "google/protobuf/timestamp.proto";
      message Trip {
        google.protobuf.Timestamp at = 1;
        string city = 2;
        Kind kind = 3;
        repeated Kind kinds = 4;
        map<string, Kind> by_place = 5;
        repeated Leg legs = 6;
        Leg first = 7;
      }
      message Leg {
        enum Mode { UNKNOWN = 0; WALK = 1; RIDE = 2; }
        Mode mode = 1;
        string place = 2;
      }
      enum Kind {
        option allow_alias = true;
        NONE = 0;
        SHORT = 1;
        BRIEF = 1;
        LONG = -2;
      }
      """;
  private static final String KIND = "LONG NONE SHORT";
  private static final String MODE = "RIDE UNKNOWN WALK";

  private final SchemaCatalog schemas =
      SchemaCatalog.compile(
          RepositoryFiles.of(Map.of("schemas/t.proto", SCHEMA.getBytes(StandardCharsets.UTF_8))),
          new Findings());

  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "kind                                    | trips                                     | "
            + KIND,
        "t.first.mode                            | trips AS t                                | "
            + MODE,
        "f.mode                                  | (SELECT first AS f FROM trips)            | "
            + MODE,
        "kinds[1]                                | trips                                     | "
            + KIND,
        "by_place['x']                           | trips                                     | "
            + KIND,
        "k                                       | trips CROSS JOIN UNNEST(kinds) AS u (k)   | "
            + KIND,
        "m                                       | trips CROSS JOIN UNNEST(legs) AS u (m, p) | "
            + MODE,
        "CAST(kind AS STRING)                    | trips                                     | "
            + KIND,
        "MAX(kind)                               | trips                                     | "
            + KIND,
        "NULLIF(kind, 'NONE')                    | trips                                     | "
            + KIND,
        "IF(city = 'x', 'MINE', 'YOURS')         | trips                                     | MINE YOURS",
        "CASE city WHEN 'x' THEN 'A' END         | trips                                     | A",
        "k                                       | (SELECT kind AS k FROM trips UNION ALL SELECT 'X' FROM trips) | LONG NONE SHORT X",
        "(SELECT MAX(kind) FROM trips)           | trips                                     | "
            + KIND,
      })
  void knowsEveryTextThatAColumnCanBe(String column, String from, String texts) {
    Texts found = trace("SELECT %s AS x FROM %s".formatted(column, from));

    assertThat(found.known()).isTrue();
    assertThat(found.names().sorted().collect(Collectors.joining(" "))).isEqualTo(texts);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "city",
        "LOWER(kind)",
        "COALESCE(city, kind)",
        "CAST(kind AS VARCHAR(2))",
        "CAST(kind AS CHAR(9))",
        "first.place",
        "CASE WHEN kind = 'LONG' THEN kind ELSE city END",
      })
  void doesNotClaimToKnowWhatAnyTextCanBe(String column) {
    assertThat(trace("SELECT %s AS x FROM trips".formatted(column)).known()).isFalse();
  }

  @Test
  void admitsNumbersThatHaveNoNameYetAndNoSecondNames() {
    Texts kinds = trace("SELECT kind AS x FROM trips");

    assertThat(kinds.admit("7")).isTrue();
    assertThat(kinds.admit("-7")).isTrue();
    assertThat(kinds.admit("1")).isFalse();
    assertThat(kinds.admit("07")).isFalse();
    assertThat(kinds.admit("BRIEF")).isFalse();
    assertThat(kinds.admit("short")).isFalse();
  }

  private Texts trace(String sql) {
    StreamTable trips =
        new StreamTable(
            "trips",
            "t.Trip",
            EventTime.parse("at"),
            List.of(new Topic("main", "trips")),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            null,
            new StartPosition.Latest());
    Findings findings = new Findings();
    AnalysedQuery query =
        PlanningSession.open(
                StreamExecutionEnvironment.getExecutionEnvironment(),
                new QueryText("query.sql", sql),
                List.of(trips),
                schemas,
                null,
                new PlanOnlyRuntime())
            .analyse(findings)
            .orElseThrow(() -> new AssertionError(findings.list()));
    QueryOrigins origins = QueryOrigins.of(query, List.of(trips), schemas);
    return new TextTrace(origins).of(origins.output().column("x"));
  }
}

package io.daggers.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.KafkaSink.Delivery;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.StartPosition;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same uid promises the same meaning, and another meaning gets another uid. */
class StateMeaningTest {

  private static final String SCHEMA =
      """
      syntax = "proto3";
      package t;
      import "google/protobuf/timestamp.proto";
      message Trip {
        google.protobuf.Timestamp at = 1;
        string city = 2;
        string status = 3;
        int64 distance = 4;
        int64 duration = 5;
        Fare fare = 6;
      }
      message Fare {
        double total = 1;
      }
      """;
  private static final String QUERY =
      """
      SELECT window_start, city, COUNT(*) AS trips, SUM(fare.total) AS revenue
      FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      WHERE status = 'DONE'
      GROUP BY window_start, window_end, city
      """;
  private static final List<Topic> TOPICS =
      List.of(new Topic("a", "trips"), new Topic("b", "trips"));

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "AS trips           | AS journeys",
        "AS revenue         | AS revenue, SUM(fare.total) / COUNT(*) AS average",
        "window_start, city | window_start, window_end, city",
        "window_start, city | window_start, UPPER(city) AS city",
        "status = 'DONE'    | 'DONE' = status",
        "status = 'DONE'    | status = CONCAT('DO', 'NE')",
      })
  void keepsTheStateWhereAnEditDoesNotTouchWhatItMeans(String from, String to) {
    assertThat(uids(SCHEMA, QUERY.replace(from, to), TOPICS))
        .isEqualTo(uids(SCHEMA, QUERY, TOPICS));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT(*)            | SUM(distance)",
        "SUM(fare.total)     | MAX(fare.total)",
        "AS revenue          | AS revenue, MAX(distance) AS furthest",
        "city                | status",
        "'1' MINUTE          | '2' MINUTE",
        "'DONE'              | 'GONE'",
        "status = 'DONE'     | status = 'DONE' AND distance > 0",
      })
  void namesTheStateOtherwiseWhereAnEditChangesWhatItMeans(String from, String to) {
    assertThat(uids(SCHEMA, QUERY.replace(from, to), TOPICS))
        .doesNotContainAnyElementsOf(windows(uids(SCHEMA, QUERY, TOPICS)))
        .containsAll(sources(uids(SCHEMA, QUERY, TOPICS)));
  }

  @Test
  void keepsTheStateWhereFieldsAreAddedToTheSchema() {
    String more =
        SCHEMA
            .replace("double total = 1;", "double total = 1; double tip = 2;")
            .replace("Fare fare = 6;", "Fare fare = 6; string driver = 7;");

    assertThat(uids(more, QUERY, TOPICS)).isEqualTo(uids(SCHEMA, QUERY, TOPICS));
  }

  @Test
  void keepsTheWindowsAndThePositionsInTopicsThatStay() {
    List<Topic> other = List.of(new Topic("a", "trips"), new Topic("b", "other"));

    List<String> before = uids(SCHEMA, QUERY, TOPICS);
    List<String> after = uids(SCHEMA, QUERY, other);

    assertThat(windows(after)).isEqualTo(windows(before));
    assertThat(sources(before)).containsExactly("source-trips-a-trips", "source-trips-b-trips");
    assertThat(sources(after)).containsExactly("source-trips-a-trips", "source-trips-b-other");
  }

  @Test
  void tellsTwoScansOfOneTableApart() {
    String self =
        """
        SELECT a.rowtime AS happened, a.city
        FROM trips a JOIN trips b
          ON a.city = b.city AND a.status = 'X' AND b.status = 'Y'
          AND b.rowtime BETWEEN a.rowtime - INTERVAL '1' MINUTE AND a.rowtime
        """;

    assertThat(uids(SCHEMA, self, TOPICS)).doesNotHaveDuplicates().isNotEmpty();
  }

  @Test
  void doesNotCareForNamesAndOrderWithinTheQuery() {
    String inOtherWords =
        """
        WITH finished AS (
          SELECT rowtime AS happened, city AS town, fare, distance AS metres
          FROM trips
          WHERE 0 < distance AND status = 'DONE')
        SELECT window_start, town AS city, COUNT(*) AS trips, SUM(fare.total) AS revenue
        FROM TABLE(TUMBLE(TABLE finished, DESCRIPTOR(happened), INTERVAL '60' SECOND))
        GROUP BY window_start, window_end, town
        """;

    assertThat(uids(SCHEMA, inOtherWords, TOPICS))
        .isEqualTo(uids(SCHEMA, QUERY.replace("= 'DONE'", "= 'DONE' AND distance > 0"), TOPICS));
  }

  @Test
  void tellsTwoTablesOfOneSchemaApart() {
    String counts =
        """
        SELECT window_start, COUNT(*) AS trips
        FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
        GROUP BY window_start, window_end
        """;

    assertThat(windows(uids(SCHEMA, counts, TOPICS)))
        .doesNotContainAnyElementsOf(
            windows(uids(SCHEMA, counts.replace("trips,", "others,"), TOPICS)));
  }

  private static List<String> windows(List<String> uids) {
    return uids.stream()
        .filter(uid -> !StreamTable.isSourceUid(uid) && !SinkTable.isSinkUid(uid))
        .toList();
  }

  private static List<String> sources(List<String> uids) {
    return uids.stream().filter(StreamTable::isSourceUid).toList();
  }

  private static List<String> uids(String schema, String query, List<Topic> topics) {
    Findings findings = new Findings();
    SchemaCatalog schemas =
        SchemaCatalog.compile(
            RepositoryFiles.of(Map.of("schemas/t.proto", schema.getBytes(StandardCharsets.UTF_8))),
            findings);
    StreamTable trips = table("trips", topics);
    StreamTable others = table("others", topics);
    PlanningSession session =
        PlanningSession.open(
            StreamExecutionEnvironment.getExecutionEnvironment(),
            new QueryText("query.sql", query),
            List.of(trips, others),
            schemas,
            null,
            new PlanOnlyRuntime());
    SinkTable sink =
        new SinkTable.KafkaTable(
            "t.Result", new Topic("a", "results"), null, List.of(), Delivery.AT_LEAST_ONCE);
    return session
        .analyse(findings)
        .flatMap(analysed -> session.plan(analysed, sink, findings))
        .orElseThrow(() -> new AssertionError(findings.list()))
        .summary()
        .stateUids();
  }

  private static StreamTable table(String name, List<Topic> topics) {
    return new StreamTable(
        name,
        "t.Trip",
        new EventTime("at", EventTime.Unit.TIMESTAMP),
        topics,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        null,
        new StartPosition.Latest());
  }
}

package io.daggers.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.KafkaSink.Delivery;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.StartPosition;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source is asked for what a query looks at, field by field, and for the rows it has use of. */
class StreamDemandsTest {

  private static final String SCHEMA =
      """
      syntax = "proto3";
      package t;
      import "google/protobuf/timestamp.proto";
      message Trip {
        google.protobuf.Timestamp at = 1;
        string city = 2;
        Status status = 3;
        int64 distance = 4;
        int32 seats = 5;
        Fare fare = 6;
        Driver driver = 7;
        bool shared = 8;
        float rating = 9;
        optional string promotion = 10;
        repeated string tags = 11;
      }
      enum Status { NONE = 0; DONE = 1; GONE = 2; }
      message Fare { double total = 1; double tip = 2; string currency = 3; }
      message Driver { string name = 1; Place place = 2; }
      message Place { double latitude = 1; double longitude = 2; }
      """;
  private static final String QUERY =
      """
      SELECT window_start, city, COUNT(*) AS trips
      FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      WHERE %s
      GROUP BY window_start, window_end, city
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "status = 'DONE'                         | status                 | status IN (DONE)",
        "'DONE' = status                         | status                 | status IN (DONE)",
        "status IN ('DONE', 'GONE')              | status                 | status IN (DONE, GONE)",
        "status NOT IN ('DONE', 'GONE')          | status | status IN (..< DONE, DONE <..< GONE, GONE <..)",
        "status <> 'DONE'                        | status | status IN (..< DONE, DONE <..)",
        "fare.total > 10                         | fare.total             | fare.total IN (10.0..)",
        "fare.total BETWEEN 1 AND 2.5            | fare.total             | fare.total IN (1.0..2.5)",
        "driver.place.latitude < 0               | driver.place.latitude  | driver.place.latitude IN (..0.0)",
        "distance >= 5 AND seats < 3             | distance, seats | distance IN (5..) AND seats IN (..< 3)",
        "distance = 5 OR seats = 3               | distance, seats | (distance IN (5) OR seats IN (3))",
        "shared                                  | shared                 | shared IN (true)",
        "NOT shared                              | shared                 | shared IN (false)",
        "promotion IS NOT NULL                   | promotion              | promotion IS NOT NULL",
        "driver.place IS NULL                    | driver.place           | driver.place IS NULL",
        "seats IS NULL OR promotion = 'x'        | promotion              | promotion IN (x)",
        // What cannot be told exactly, or not from the record's bytes, is left to the query.
        "rating > 0.1                            | rating                 | ''",
        "UPPER(status) = 'DONE'                  | status                 | ''",
        "distance = seats                        | distance, seats        | ''",
        "distance = 5 OR UPPER(status) = 'DONE'  | status, distance       | ''",
        "kafka_partition = 3                     | kafka_partition        | ''",
        "tags[1] = 'x'                           | tags                   | ''",
        "status = 'DONE' AND UPPER(city) = 'X'   | status                 | status IN (DONE)",
      })
  void asksForFieldsAndForRows(String condition, String columns, String filter) {
    String where = filter.isEmpty() ? "" : " WHERE " + filter;

    assertThat(demands(QUERY.formatted(condition)))
        .singleElement()
        .satisfies(
            demand -> {
              assertThat(names(demand).split(", ")).containsExactlyInAnyOrder(with(columns));
              assertThat(demand.substring(names(demand).length())).isEqualTo(where);
            });
  }

  @Test
  void asksForAWholeRowThatIsPassedOn() {
    assertThat(
            demands(
                "SELECT rowtime, driver AS d, fare.total AS total FROM trips WHERE fare.tip > 1"))
        .containsExactly("fare.total, fare.tip, driver, rowtime WHERE fare.tip IN (1.0..)");
  }

  @Test
  void asksForPresenceWithoutWhatIsInARow() {
    assertThat(demands("SELECT rowtime, city FROM trips WHERE driver IS NOT NULL"))
        .containsExactly("city, driver, rowtime WHERE driver IS NOT NULL");
  }

  @Test
  void asksEachReadingOfAStreamForItsOwn() {
    assertThat(
            demands(
                """
                SELECT a.rowtime, a.city, b.fare.total AS total
                FROM trips a JOIN trips b
                  ON a.city = b.city AND a.status = 'DONE' AND b.status = 'GONE'
                  AND b.rowtime BETWEEN a.rowtime - INTERVAL '1' MINUTE AND a.rowtime
                """))
        .containsExactlyInAnyOrder(
            "city, status, rowtime WHERE status IN (DONE)",
            // The planner keeps whole messages in a join, and so in its state.
            "city, status, fare, rowtime WHERE status IN (GONE)");
  }

  private static String[] with(String columns) {
    return (columns + ", city, rowtime").split(", ");
  }

  private static String names(String demand) {
    int where = demand.indexOf(" WHERE ");
    return where < 0 ? demand : demand.substring(0, where);
  }

  private static List<String> demands(String query) {
    Findings findings = new Findings();
    SchemaCatalog schemas =
        SchemaCatalog.compile(
            RepositoryFiles.of(Map.of("schemas/t.proto", SCHEMA.getBytes(StandardCharsets.UTF_8))),
            findings);
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
    List<String> demands = new ArrayList<>();
    PlanningSession session =
        PlanningSession.open(
            StreamExecutionEnvironment.getExecutionEnvironment(),
            new QueryText("query.sql", query),
            List.of(trips),
            schemas,
            null,
            new Listening(demands));
    SinkTable sink =
        new SinkTable.KafkaTable(
            "t.Result", new Topic("a", "results"), null, List.of(), Delivery.AT_LEAST_ONCE);
    Optional<PlanningSession.Planned> planned =
        session.analyse(findings).flatMap(analysed -> session.plan(analysed, sink, findings));
    assertThat(planned).as(() -> findings.list().toString()).isPresent();
    return demands;
  }

  private record Listening(List<String> demands) implements TableRuntime {

    private static final TableRuntime PLAN_ONLY = new PlanOnlyRuntime();

    @Override
    public DataStream<RowData> read(
        StreamExecutionEnvironment env,
        StreamTable table,
        Topic topic,
        Schema schema,
        StreamDemand demand) {
      demands.add(demand.summary());
      return PLAN_ONLY.read(env, table, topic, schema, demand);
    }

    @Override
    public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result) {
      return PLAN_ONLY.write(rows, table, result);
    }
  }
}

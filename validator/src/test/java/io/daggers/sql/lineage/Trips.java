package io.daggers.sql.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Queries over a table {@code trips} with a city. */
final class Trips {

  private static final String SCHEMA =
      """
      syntax = "proto3";
      package t;
      import "google/protobuf/timestamp.proto";
      message Trip { google.protobuf.Timestamp at = 1; string city = 2; }
      """;

  private Trips() {}

  static AnalysedQuery analysed(String query) {
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
        .orElseThrow(() -> new AssertionError(findings.list().toString()));
  }
}

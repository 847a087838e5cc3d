package io.daggers.definition;

import static io.daggers.definition.YamlType.ANYTHING;
import static io.daggers.definition.YamlType.BOOLEAN;
import static io.daggers.definition.YamlType.COUNT;
import static io.daggers.definition.YamlType.DAY;
import static io.daggers.definition.YamlType.DURATION;
import static io.daggers.definition.YamlType.MEMORY;
import static io.daggers.definition.YamlType.NAME;
import static io.daggers.definition.YamlType.TEXT;
import static io.daggers.definition.YamlType.anyOf;
import static io.daggers.definition.YamlType.choice;
import static io.daggers.definition.YamlType.form;
import static io.daggers.definition.YamlType.listOf;
import static io.daggers.definition.YamlType.mapOf;
import static io.daggers.definition.YamlType.someOf;

import io.daggers.definition.YamlType.MapOf;

/** The keys of {@code dagger.yaml}. */
public final class DaggerShape {

  static final String TABLE_NAME = "^[A-Za-z_][A-Za-z0-9_]{0,62}$";

  private static final YamlType START =
      form("^([Ee][Aa][Rr][Ll][Ii][Ee][Ss][Tt]|[Ll][Aa][Tt][Ee][Ss][Tt]|\\d{4}-\\d{2}-\\d{2}T.*)$");

  static final YamlShape SOURCE =
      YamlShape.of("a source")
          .required(
              "schema",
              TEXT,
              "The message's full name. Its stream in schemas/streams.yaml says which topics are"
                  + " read.")
          .optional(
              "clusters",
              listOf(TEXT),
              "Kafka clusters to read. Default: all that carry the schema.")
          .optional("topics", listOf(TEXT), "Topics to read. Default: all of the schema.")
          .optional(
              "start",
              START,
              "earliest, latest or a time such as 2026-01-31T00:00:00Z. Only used where there is no"
                  + " state to go on from. Default: latest.")
          .optional(
              "watermark",
              DURATION,
              "How far out of order events may come, such as 30s. Default: the stream's.")
          .optional(
              "idle",
              DURATION,
              "After so much silence a partition no longer holds back time. Default: the stream's.");

  static final YamlShape INFLUX_FIELD =
      YamlShape.of("a field")
          .required("column", TEXT, "The output column of the query.")
          .optional("default", TEXT, "Written where the column is NULL. Default: no field.");

  static final YamlShape INFLUX =
      YamlShape.of("'influx'")
          .optional("server", TEXT, "A name from the environment. Default: default.")
          .optional("database", TEXT, "Default: the one of the team's name.")
          .required("measurement", TEXT, "The measurement that points are written to.")
          .required(
              "time",
              TEXT,
              "The output column that is the point's time: TIMESTAMP or TIMESTAMP_LTZ, read as UTC.")
          .optional(
              "tags",
              listOf(anyOf(NAME, new MapOf(null, NAME, 1, 1))),
              "Output columns that become tags: column, or {tag: column}.")
          .required(
              "fields",
              someOf(anyOf(NAME, new MapOf(null, anyOf(NAME, INFLUX_FIELD.type()), 1, 1))),
              "Output columns that become fields: column, {field: column} or"
                  + " {field: {column: c, default: 0}}.");

  static final YamlShape KAFKA =
      YamlShape.of("'kafka'")
          .required(
              "schema",
              TEXT,
              "The message to write. Its stream in schemas/streams.yaml says the topic and must list"
                  + " the team under writers.")
          .optional(
              "cluster", TEXT, "The Kafka cluster, where the schema has topics on more than one.")
          .optional("topic", TEXT, "The topic, where the schema has more than one.")
          .optional(
              "key",
              listOf(TEXT),
              "Output columns that make the record key: one is its text, several are a JSON array.")
          .optional(
              "delivery",
              choice("exactly-once", "at-least-once"),
              "With exactly-once, readers with read_committed see results when a checkpoint"
                  + " completes; with at-least-once at once, and after a failure perhaps twice."
                  + " Default: exactly-once.");

  static final YamlShape SINK =
      YamlShape.of("'sink'")
          .optional("influx", INFLUX.type(), "Points in an InfluxDB measurement.")
          .optional("kafka", KAFKA.type(), "Protobuf records in a Kafka topic.")
          .oneOnlyOfThese();

  static final YamlShape ALLOWANCE =
      YamlShape.of("an allowance")
          .required("rule", TEXT, "The code of the findings, such as DG0301.")
          .required("reason", TEXT, "Why it may be broken, for those who review it.")
          .required("expires", DAY, "The last day on which it holds, such as 2027-01-31.");

  private static final YamlShape RESOURCES =
      YamlShape.of("'resources'")
          .optional("taskmanager", MEMORY, "Memory of a TaskManager. Default: 1g.")
          .optional("jobmanager", MEMORY, "Memory of the JobManager. Default: 768m.");

  private static final YamlShape STATE =
      YamlShape.of("'state'")
          .optional(
              "ttl",
              DURATION,
              "How long state without a window is kept after it was last used, such as 6h.");

  static final YamlShape OVERRIDES =
      YamlShape.of("an environment's overrides")
          .optional("parallelism", COUNT, "In place of the dagger's own.")
          .optional("resources", RESOURCES.type(), "In place of the dagger's own.")
          .optional("suspended", BOOLEAN, "In place of the dagger's own.")
          .optional("start", START, "In place of every source's own.");

  /** The whole file. */
  public static final YamlShape DAGGER =
      YamlShape.of("a dagger")
          .required("description", TEXT, "One sentence for people.")
          .required(
              "sources",
              new MapOf(TABLE_NAME, anyOf(NAME, SOURCE.type()), 1, Integer.MAX_VALUE),
              "Table name in the SQL: the schema that is read, or the long form of a source.")
          .required("sink", SINK.type(), "Where results go.")
          .optional(
              "allow",
              listOf(ALLOWANCE.type()),
              "Findings that this dagger is spared for a while. Security rules cannot be allowed.")
          .optional("parallelism", COUNT, "How many tasks share the work. Default: 1.")
          .optional("resources", RESOURCES.type(), "Memory of the job.")
          .optional("state", STATE.type(), "What is kept by aggregates and joins without a window.")
          .optional(
              "reset",
              TEXT,
              "Any text. Changing it allows one start without the old state, when an edit changes"
                  + " what the state means.")
          .optional("critical", BOOLEAN, "Whether people are paged. No effect in this version.")
          .optional("suspended", BOOLEAN, "true stops the job with a savepoint. Default: false.")
          .optional("in", mapOf(OVERRIDES.type()), "What differs in an environment, by its name.")
          .optional("alerts", ANYTHING, "When to alert. No effect in this version.")
          .optional(
              "moved_from",
              form("^[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}$"),
              "The dagger's former name, team/dagger: it takes over that one's state.");

  private DaggerShape() {}
}

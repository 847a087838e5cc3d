package io.daggers.agent;

import static io.daggers.agent.ForeseenChange.Kind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.ForeseenChange.Kind;
import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.sql.StateChange;
import io.daggers.topology.Environment;
import io.daggers.validator.Judgement;
import io.daggers.validator.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Edits of a dagger, and what the agent would do about each. */
class MergePreviewTest {

  private static final Path ROOT = Path.of(System.getProperty("daggers.root"));

  private static final String YAML =
      """
      description: A case
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx:
          measurement: case_name
          time: window_start
          tags: [city]
          fields: [trips, revenue]
      """;
  private static final String SQL =
      """
      SELECT window_start, city, COUNT(*) AS trips, SUM(fare.total) AS revenue
      FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      WHERE status = 'COMPLETED'
      GROUP BY window_start, window_end, city
      """;
  private static final String JOIN =
      """
      SELECT b.rowtime AS window_start, b.city, 1 AS trips, p.amount AS revenue
      FROM bookings b JOIN payments p ON b.order_number = p.order_number
        AND p.rowtime BETWEEN b.rowtime AND b.rowtime + INTERVAL '1' HOUR
      """;
  private static final String JOIN_YAML =
      YAML.replace("sink:", "  payments: rides.payment.v1.PaymentEvent\nsink:");
  private static final String OVER =
      """
      SELECT rowtime AS window_start, city, 1 AS trips,
        SUM(fare.total) OVER (PARTITION BY city ORDER BY rowtime
          RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS revenue
      FROM bookings
      """;
  private static final String KAFKA_SINK =
      """
      sink:
        kafka:
          schema: rides.pricing.v1.DemandSupply
          key: [s2id]
      """;

  private final List<Edit> edits = new ArrayList<>();

  private record Texts(String yaml, String sql) {}

  /**
   * @param before its files; null where the dagger is not there
   * @param says what the reason, the differences or the state must say
   */
  private record Edit(
      String name, @Nullable Texts before, @Nullable Texts after, Kind kind, List<String> says) {}

  @TestFactory
  Stream<DynamicTest> foretellsWhatTheAgentDoesAboutAnEdit() throws IOException {
    edits();
    Map<String, byte[]> before = schemas();
    Map<String, byte[]> after = schemas();
    for (int i = 0; i < edits.size(); i++) {
      write(before, i, edits.get(i).before());
      write(after, i, edits.get(i).after());
    }
    Judgement old = Validator.judge(RepositoryFiles.of(before));
    Judgement now = Validator.judge(RepositoryFiles.of(after));
    Environment any = AnyEnvironment.of(old, now);
    Environment production =
        new Environment(
            "production",
            any.platform(),
            any.kafkaClusters(),
            any.influxServers(),
            any.checkpointInterval(),
            any.checkpoints(),
            any.savepoints());
    Map<DaggerName, ForeseenChange> changes =
        MergePreview.of(old, now, production, production, name -> isEdited(name, before, after))
            .stream()
            .collect(Collectors.toMap(ForeseenChange::dagger, change -> change));

    return IntStream.range(0, edits.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    edits.get(i).name(), () -> check(edits.get(i), changes.get(name(i)))));
  }

  private static void check(Edit edit, ForeseenChange change) {
    assertThat(change.kind()).as(change.toString()).isEqualTo(edit.kind());
    for (String text : edit.says()) {
      assertThat(said(change)).contains(text);
    }
  }

  private static String said(ForeseenChange change) {
    StateChange state = change.state();
    return change.reason()
        + "\n"
        + String.join(", ", change.differences())
        + "\n"
        + (state == null
            ? ""
            : state.parts().stream()
                .map(part -> "%s %s: %s".formatted(part.fate(), part.what(), part.why()))
                .collect(Collectors.joining("\n")));
  }

  private void edits() {
    renames();
    yaml("nothing", "", "", NO_CHANGE);
    yaml("the description", "A case", "Another", METADATA_ONLY);
    yaml("alerts", "sink:", "alerts: {freshness: 5m}\nsink:", METADATA_ONLY);
    yaml("a comment in YAML", "sink:", "# where to\nsink:", METADATA_ONLY);
    yaml("critical", "sink:", "critical: true\nsink:", METADATA_ONLY);
    sql("a comment in SQL", "SELECT", "-- all\nSELECT", UPGRADE_WITH_STATE, "the query");
    yaml("parallelism", "sink:", "parallelism: 2\nsink:", RESCALE, "parallelism 1 to 2", "128");
    yaml("memory", "sink:", "resources: {taskmanager: 2g}\nsink:", RESCALE, "memory");
    yaml("too much parallelism", "sink:", "parallelism: 200\nsink:", RESCALE, "at most 128");
    yaml(
        "parallelism in one environment",
        "sink:",
        "in: {production: {parallelism: 4}}\nsink:",
        RESCALE,
        "1 to 4");
    yaml("another environment", "sink:", "in: {staging: {parallelism: 4}}\nsink:", METADATA_ONLY);
    both(
        "a column of what is counted already",
        "[trips, revenue]",
        "[trips, revenue, average]",
        "AS revenue",
        "AS revenue, SUM(fare.total) / COUNT(*) AS average",
        UPGRADE_WITH_STATE,
        "the query, the sink",
        "KEPT the totals per city of 1-minute windows");
    sql("HAVING", "city\n", "city HAVING COUNT(*) > 3\n", UPGRADE_WITH_STATE, "KEPT");
    yaml("measurement", "case_name", "other_name", UPGRADE_WITH_STATE, "the sink");
    yaml(
        "a default",
        "[trips, revenue]",
        "[trips, {revenue: {column: revenue, default: 0}}]",
        UPGRADE_WITH_STATE);
    source("watermark", "watermark: 1m", UPGRADE_WITH_STATE, "the sources");
    source("start", "start: earliest", UPGRADE_WITH_STATE, "the sources");
    yaml("how long state is kept", "sink:", "state: {ttl: 6h}\nsink:", UPGRADE_WITH_STATE);
    both(
        "another aggregate",
        "[trips, revenue]",
        "[trips, revenue, longest]",
        "AS revenue",
        "AS revenue, MAX(fare.tip) AS longest",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "CHANGED the totals per city of 1-minute windows: the aggregates changed from COUNT(*),"
            + " SUM(fare.total) to COUNT(*), SUM(fare.total), MAX(fare.tip)",
        "counts open windows anew");
    sql(
        "COUNT to another",
        "COUNT(*)",
        "COUNT(DISTINCT customer_id)",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "aggregates");
    sql(
        "SUM to MAX",
        "SUM(fare",
        "MAX(fare",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "to COUNT(*), MAX(fare.total)");
    both(
        "a group key",
        "[city]",
        "[city, vehicle_type]",
        "city",
        "city, vehicle_type",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "the grouping changed from city to city, vehicle_type");
    sql(
        "a longer window",
        "'1' MINUTE",
        "'5' MINUTE",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "the window changed from 1-minute windows to 5-minute windows");
    sql(
        "hopping instead of tumbling",
        "TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE",
        "HOP(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "to 5-minute windows every 1-minute");
    sql(
        "another filter",
        "'COMPLETED'",
        "'CANCELLED'",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "filter before it");
    sql(
        "no filter",
        "WHERE status = 'COMPLETED'\n",
        "",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "the filter before");
    both(
        "another table name",
        "bookings:",
        "rides:",
        "bookings",
        "rides",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "LOST how far topic booking-log@mainstream was read as bookings",
        "NEW how far topic booking-log@mainstream was read as rides");
    source(
        "one topic less",
        "clusters: [mainstream]",
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "LOST how far topic food-booking-log@food was read as bookings");
    both(
        "an aggregate and reset",
        "sink:",
        "reset: counts customers\nsink:",
        "COUNT(*)",
        "COUNT(DISTINCT customer_id)",
        RESET,
        "as reset allows");
    yaml("reset alone", "sink:", "reset: again\nsink:", UPGRADE_WITH_STATE, "the text of reset");
    yaml("suspended", "sink:", "suspended: true\nsink:", SUSPEND, "savepoint");
    edit("resumed", of(suspended(), SQL), of(YAML, SQL), RESUME, "is resumed");
    edit(
        "resumed with another meaning",
        of(suspended(), SQL),
        of(YAML, SQL.replace("SUM(fare", "MAX(fare")),
        RESTART_AT_OLDEST_OPEN_WINDOW,
        "is resumed, and counts open windows anew");
    edit(
        "edited while suspended",
        of(suspended(), SQL),
        of(suspended(), "-- all\n" + SQL),
        UPGRADE_WITH_STATE,
        "once it is no longer suspended");
    edit("new", null, of(YAML, SQL), CREATE, "is new");
    edit("new and suspended", null, of(suspended(), SQL), CREATE, "nothing runs yet");
    edit("removed", of(YAML, SQL), null, DELETE, "LOST the totals per city");
    edit("removed while suspended", of(suspended(), SQL), null, DELETE, "nothing of it runs");
    sql("broken", "SELECT", "SELEKT", REJECTED, "the old definition keeps running");
    edit("mended", of(YAML, SQL.replace("city", "citi")), of(YAML, SQL), BASE_WAS_BROKEN);
    edit(
        "bounds of an interval join",
        of(JOIN_YAML, JOIN),
        of(JOIN_YAML, JOIN.replace("'1' HOUR", "'2' HOUR")),
        REFUSED_UNTIL_RESET,
        "CHANGED the rows that the interval join holds: the time between the two sides changed",
        "Open windows cannot be counted anew");
    edit(
        "a column after an interval join",
        of(JOIN_YAML, JOIN),
        of(JOIN_YAML, JOIN.replace("1 AS trips", "2 AS trips")),
        UPGRADE_WITH_STATE);
    edit(
        "an OVER window",
        of(YAML, OVER),
        of(YAML, OVER.replace("'1' HOUR", "'2' HOUR")),
        REFUSED_UNTIL_RESET,
        "CHANGED the rows of the OVER window per city",
        "ends with no window");
    edit(
        "another sink",
        of(YAML.replaceFirst("(?s)sink:.*", KAFKA_SINK), KAFKA),
        of(YAML.replaceFirst("(?s)sink:.*", KAFKA_SINK + "    delivery: at-least-once\n"), KAFKA),
        UPGRADE_WITH_STATE,
        "KEPT results for topic demand-supply@mainstream that are not committed");
  }

  private static final String KAFKA =
      """
      SELECT window_start, S2_ID(pickup.latitude, pickup.longitude, 12) AS s2id, COUNT(*) AS demand
      FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      GROUP BY window_start, window_end, S2_ID(pickup.latitude, pickup.longitude, 12)
      """;

  private void renames() {
    String former = name(edits.size()).toString();
    String heir = name(edits.size() + 1).toString();
    edit("the former name", of(YAML, SQL), null, DELETE, "moves to " + heir);
    edit(
        "the new name",
        null,
        of(YAML + "moved_from: " + former + "\n", SQL),
        UPGRADE_WITH_STATE,
        "goes on from there under its new name; it was " + former,
        "KEPT");
  }

  private static String suspended() {
    return YAML + "suspended: true\n";
  }

  private void yaml(String name, String from, String to, Kind kind, String... says) {
    edit(name, of(YAML, SQL), of(replace(YAML, from, to), SQL), kind, says);
  }

  private void sql(String name, String from, String to, Kind kind, String... says) {
    edit(name, of(YAML, SQL), of(YAML, replace(SQL, from, to)), kind, says);
  }

  private void source(String name, String key, Kind kind, String... says) {
    yaml(
        name,
        "bookings: rides.booking.v1.BookingEvent",
        "bookings: {schema: rides.booking.v1.BookingEvent, " + key + "}",
        kind,
        says);
  }

  private void both(
      String name,
      String yamlFrom,
      String yamlTo,
      String sqlFrom,
      String sqlTo,
      Kind kind,
      String... says) {
    edit(
        name,
        of(YAML, SQL),
        of(replace(YAML, yamlFrom, yamlTo), replace(SQL, sqlFrom, sqlTo)),
        kind,
        says);
  }

  private void edit(
      String name, @Nullable Texts before, @Nullable Texts after, Kind kind, String... says) {
    edits.add(new Edit(name, before, after, kind, List.of(says)));
  }

  private static Texts of(String yaml, String sql) {
    return new Texts(yaml, sql);
  }

  private static String replace(String text, String from, String to) {
    assertThat(text).contains(from);
    return text.replace(from, to);
  }

  private static DaggerName name(int i) {
    return new DaggerName("pricing", "case-" + i);
  }

  private static void write(Map<String, byte[]> files, int i, @Nullable Texts texts) {
    if (texts != null) {
      String folder = name(i).folder();
      String yaml = texts.yaml().replace("case_name", "case_" + i);
      files.put(folder + "/dagger.yaml", yaml.getBytes(StandardCharsets.UTF_8));
      files.put(folder + "/query.sql", texts.sql().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isEdited(
      DaggerName name, Map<String, byte[]> before, Map<String, byte[]> after) {
    return Stream.of("/dagger.yaml", "/query.sql")
        .map(file -> name.folder() + file)
        .anyMatch(path -> !Arrays.equals(before.get(path), after.get(path)));
  }

  private static Map<String, byte[]> schemas() throws IOException {
    return new TreeMap<>(RepositoryFiles.read(ROOT).under("schemas"));
  }
}

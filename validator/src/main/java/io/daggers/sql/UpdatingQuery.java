package io.daggers.sql;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.sql.lineage.KeptState;
import io.daggers.sql.lineage.QueryLineage;
import io.daggers.sql.table.SinkTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlNode;

/** Says which clause of a query changes rows that its sink has already taken. */
final class UpdatingQuery {

  private static final Pattern REFUSED =
      Pattern.compile("doesn't support consuming (.*) changes which is produced by node (\\w+)");

  private static final String WINDOW =
      "group by a window, which writes each row once, when it is complete: FROM TABLE(TUMBLE(TABLE"
          + " t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, ...";
  private static final String JOIN =
      "bound the join in time, so that a row is complete when its time is over:"
          + " a.rowtime BETWEEN b.rowtime - INTERVAL '10' MINUTE AND b.rowtime";
  private static final String BEST_ROWS =
      "take the best rows of a window: PARTITION BY window_start, window_end, ...";

  private UpdatingQuery() {}

  /** The finding where planning failed because the sink cannot take what the query changes. */
  static Optional<Diagnostic> diagnose(AnalysedQuery query, SinkTable sink, Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .map(t -> REFUSED.matcher(String.valueOf(t.getMessage())))
        .filter(Matcher::find)
        .findFirst()
        .map(refused -> refused(query, sink, refused.group(1), refused.group(2)));
  }

  /** The finding where a condition on groups that change can make a row vanish again. */
  static Diagnostic takesBack(AnalysedQuery query) {
    Clause clause = clause(query, "GroupAggregate");
    return Diagnostic.error(
        Code.DG0409,
        clause.at(),
        "a row of %s can stop to meet a condition that stands after it, and a point that is written cannot be taken back"
            .formatted(clause.words()),
        "leave out the condition and filter when the points are read, or " + clause.help());
  }

  private static Diagnostic refused(
      AnalysedQuery query, SinkTable sink, String changes, String node) {
    Clause clause = clause(query, node);
    boolean influx = sink.takesUpdates();
    String what =
        influx || !changes.contains("update")
            ? "%s takes back rows it has already written, and %s"
            : "%s changes rows it has already written, and %s";
    String sinkSays =
        influx
            ? "a point that is written cannot be taken back"
            : "a Kafka topic takes each row once";
    boolean takesUpdates = !influx && changes.equals("update");
    return Diagnostic.error(
        Code.DG0409,
        clause.at(),
        what.formatted(clause.words(), sinkSays),
        clause.help()
            + (takesUpdates
                ? "; or write to InfluxDB with the group keys as time and tags, where the latest"
                    + " row takes the place of those before"
                : ""));
  }

  private record Clause(Location at, String words, String help) {}

  private static Clause clause(AnalysedQuery query, String node) {
    QueryLineage lineage = query.lineage();
    if (node.equals("SortLimit") || node.equals("Limit")) {
      List<SqlNode> limits = lineage.limits();
      SqlNode at = limits.isEmpty() ? null : limits.get(limits.size() - 1);
      return new Clause(query.text().at(at), "this LIMIT", BEST_ROWS);
    }
    Set<KeptState.Kind> kinds =
        switch (node) {
          case "Join" ->
              Set.of(KeptState.Kind.JOIN, KeptState.Kind.SUB_QUERY, KeptState.Kind.HALF_WINDOW);
          case "Rank", "Deduplicate" -> Set.of(KeptState.Kind.TOP_N);
          default ->
              Set.of(
                  KeptState.Kind.AGGREGATE,
                  KeptState.Kind.HALF_WINDOW,
                  KeptState.Kind.DISTINCT,
                  KeptState.Kind.SET_OPERATION);
        };
    List<KeptState> all = lineage.kept().stream().filter(k -> kinds.contains(k.kind())).toList();
    if (all.isEmpty()) {
      return new Clause(query.text().start(), "this query", WINDOW);
    }
    KeptState last = all.get(all.size() - 1);
    return new Clause(query.text().at(last.at()), last.words(), help(last));
  }

  private static String help(KeptState state) {
    return switch (state.kind()) {
      case JOIN, SUB_QUERY -> JOIN;
      case TOP_N -> BEST_ROWS;
      case SET_OPERATION -> "UNION ALL keeps nothing, and writes equal rows as often as they come";
      default -> WINDOW;
    };
  }
}

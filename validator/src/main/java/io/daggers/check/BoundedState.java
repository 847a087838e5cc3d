package io.daggers.check;

import io.daggers.definition.InfluxSink;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.lineage.KeptState;
import io.daggers.sql.lineage.QueryLineage;

/** What a query must remember ends with a window, with a bound in time, or after {@code ttl}. */
final class BoundedState implements QueryCheck {

  private static final String TTL =
      "or say after how long without use it may be forgotten: state: {ttl: 6h} in dagger.yaml";
  private static final String WINDOW =
      "group by a window, whose end frees what was kept: FROM TABLE(TUMBLE(TABLE t,"
          + " DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, ...";

  @Override
  public void check(CheckedQuery checked, Findings findings) {
    QueryLineage lineage = checked.lineage();
    boolean forgets = checked.dagger().settings().stateTtl() != null;
    boolean used = false;
    for (KeptState state : lineage.kept()) {
      if (state.kind() == KeptState.Kind.PATTERN) {
        findings.add(pattern(state, checked.query()));
      } else if (state.kind() == KeptState.Kind.HALF_WINDOW) {
        // What is missing there is the other bound, and no ttl: rules about windows say so.
        used = true;
      } else if (!isSmall(state, checked)) {
        used = true;
        if (!forgets) {
          findings.add(kept(state, lineage, checked));
        }
      }
    }
    if (forgets && !used) {
      findings.add(
          Diagnostic.warning(
              Code.DG0306,
              checked.dagger().places().of("state", null),
              "'ttl' has no effect: windows and bounds in time end all that this query keeps",
              "take 'state' out"));
    }
  }

  /** A number of rows for each of a few values is no more than a window would keep. */
  private static boolean isSmall(KeptState state, CheckedQuery checked) {
    FieldsOfValues fields = new FieldsOfValues(checked);
    return state.kind() == KeptState.Kind.OVER_ROWS
        && state.keys().stream().allMatch(fields::isOfFewValues);
  }

  private static Diagnostic pattern(KeptState state, AnalysedQuery query) {
    return Diagnostic.error(
        Code.DG0307,
        query.text().at(state.at()),
        "a match that has begun is kept until it ends, and nothing ends this one: there is no"
            + " WITHIN",
        "say how long a match may take: PATTERN (...) WITHIN INTERVAL '5' MINUTE");
  }

  private static Diagnostic kept(KeptState state, QueryLineage lineage, CheckedQuery checked) {
    String keys = ValueNames.of(state.keys(), lineage, checked.query().text());
    String subject = state.words();
    boolean updates = checked.dagger().sink() instanceof InfluxSink;
    Location at = checked.query().text().at(state.at());
    return switch (state.kind()) {
      case AGGREGATE ->
          Diagnostic.error(
              Code.DG0301, at, keeps(subject, state.detail(), keys), waysOut(WINDOW, updates));
      case DISTINCT ->
          Diagnostic.error(
              Code.DG0302,
              at,
              "%s remembers every %s it has ever seen"
                  .formatted(subject, keys.isEmpty() ? "row" : keys),
              waysOut(
                  "select and group by a window: GROUP BY window_start, window_end, ...", updates));
      case SET_OPERATION ->
          Diagnostic.error(
              Code.DG0302,
              at,
              "%s remembers every row it has ever seen, to compare it with new ones"
                  .formatted(subject),
              waysOut(
                  state.detail().equals("UNION")
                      ? "UNION ALL keeps nothing"
                      : "compare the rows of a window, with window_start and window_end among the"
                          + " columns",
                  updates && state.detail().equals("UNION")));
      case JOIN ->
          Diagnostic.error(
              Code.DG0303,
              at,
              "%s keeps every row of both sides for ever, because a match may still come"
                  .formatted(subject),
              waysOut(TimeBounds.help(state.at(), checked), state.detail().equals("JOIN")));
      case SUB_QUERY ->
          Diagnostic.error(
              Code.DG0303,
              at,
              "%s keeps every row of both sides for ever, because a match may still come"
                  .formatted(subject),
              waysOut(
                  "compare windows, on window_start and window_end of both sides; or write it as a"
                      + " JOIN that is bound in time",
                  true));
      case OVER ->
          Diagnostic.error(
              Code.DG0304,
              at,
              keeps(subject, state.detail(), keys),
              waysOut(
                  "say how far back it looks: RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT"
                      + " ROW",
                  true));
      case OVER_ROWS ->
          Diagnostic.error(
              Code.DG0304,
              at,
              keeps(subject, "the last " + state.detail() + " rows", keys),
              waysOut(
                  "bound it in time: RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW",
                  true));
      case TOP_N ->
          Diagnostic.error(
              Code.DG0305,
              at,
              keeps(subject, bestRows(state.detail()), keys),
              waysOut(
                  "look for them within a window: PARTITION BY window_start, window_end, ...",
                  state.detail().equals("1")));
      case HALF_WINDOW, PATTERN -> throw new IllegalArgumentException("another rule's: " + state);
    };
  }

  private static String bestRows(String number) {
    return switch (number) {
      case "" -> "the best rows";
      case "1" -> "a row";
      default -> "the best " + number + " rows";
    };
  }

  private static String waysOut(String first, boolean ttl) {
    return ttl ? first + "; " + TTL : first;
  }

  private static String keeps(String subject, String what, String keys) {
    return keys.isEmpty()
        ? "%s keeps %s for ever".formatted(subject, what)
        : "%s keeps %s for every %s it has ever seen".formatted(subject, what, keys);
  }
}

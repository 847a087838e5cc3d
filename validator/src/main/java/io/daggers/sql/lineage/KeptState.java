package io.daggers.sql.lineage;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * Something that a query must remember, and that no window and no bound in time ever ends.
 *
 * @param at the clause that asks for it; null where it cannot be told
 * @param keys what it is remembered for: once for each of their values
 * @param detail which it is of its kind, such as {@code a count}, {@code UNION} or {@code 3}
 */
public record KeptState(Kind kind, @Nullable SqlNode at, List<RowValue> keys, String detail) {

  public KeptState {
    keys = List.copyOf(keys);
  }

  /** How the clause is called in a sentence. */
  public String words() {
    if (at == null) {
      return "this query";
    }
    return switch (kind) {
      case AGGREGATE, HALF_WINDOW -> keys.isEmpty() ? "this SELECT" : "this GROUP BY";
      case DISTINCT -> "this DISTINCT";
      case SET_OPERATION, SUB_QUERY -> "this " + detail;
      case JOIN -> detail.equals("OUTER") ? "this outer join" : "this join";
      case OVER, OVER_ROWS -> "this OVER";
      case TOP_N -> "this ROW_NUMBER";
      case PATTERN -> "this MATCH_RECOGNIZE";
    };
  }

  /** Which operator remembers. */
  public enum Kind {
    /** Groups; the detail says what is kept of each. */
    AGGREGATE,
    /** Groups or a join by one bound of a window only; the detail names the other. */
    HALF_WINDOW,
    DISTINCT,
    /** The detail is UNION, INTERSECT or EXCEPT. */
    SET_OPERATION,
    /** The detail is JOIN, or OUTER for those that also give rows without a match. */
    JOIN,
    /** A sub-query in a condition; the detail is its word. */
    SUB_QUERY,
    OVER,
    /** A number of last rows for each key; the detail is that number. */
    OVER_ROWS,
    /** The best rows of each key; the detail is how many. */
    TOP_N,
    PATTERN
  }
}

package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Rows of two relations that are joined. */
final class JoinLineage {

  /** More would not be read by anybody. */
  private static final int MAX_KEYS = 8;

  private final Reading reading;

  JoinLineage(Reading reading) {
    this.reading = reading;
  }

  /**
   * @param parts all conditions of the join
   */
  RelationRows rows(
      RelationRows left,
      RelationRows right,
      JoinRelType type,
      List<RexNode> parts,
      @Nullable SqlNode at) {
    List<RowValue> columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    List<Conditions.Equality> equalities = reading.conditions.equalities(parts, columns);
    Set<RowValue> ofLeft = new HashSet<>(left.columns());
    boolean bounded =
        Conditions.joinWindows(equalities, ofLeft)
            || Conditions.boundTimes(parts, left.columns().size());
    if (Conditions.joinBounds(equalities, ofLeft, RowValue.Kind.WINDOW_START) && !bounded) {
      reading.keep(KeptState.Kind.HALF_WINDOW, at, List.of(), "window_end");
    } else if (Conditions.joinBounds(equalities, ofLeft, RowValue.Kind.WINDOW_END) && !bounded) {
      reading.keep(KeptState.Kind.HALF_WINDOW, at, List.of(), "window_start");
    } else if (!bounded) {
      String word = type == JoinRelType.INNER ? "JOIN" : "OUTER";
      reading.keep(KeptState.Kind.JOIN, at, List.of(), word);
    }
    Set<RowValue> matched = new HashSet<>();
    equalities.forEach(e -> matched.addAll(List.of(e.left(), e.right())));
    List<UniqueKey> keys = keys(left, right, type, matched);
    equalities.forEach(equality -> note(equality, type, ofLeft));
    return new RelationRows(columns, keys);
  }

  private List<UniqueKey> keys(
      RelationRows left, RelationRows right, JoinRelType type, Set<RowValue> matched) {
    List<UniqueKey> keys = new ArrayList<>();
    if (isOneOf(right, matched) && !type.generatesNullsOnLeft()) {
      keys.addAll(left.keys());
    }
    if (isOneOf(left, matched) && !type.generatesNullsOnRight()) {
      keys.addAll(right.keys());
    }
    for (UniqueKey ofLeft : left.keys()) {
      right.keys().forEach(ofRight -> keys.add(ofLeft.and(ofRight)));
    }
    return keys.subList(0, Math.min(MAX_KEYS, keys.size()));
  }

  /** Whether at most one row of a side matches any row of the other. */
  private boolean isOneOf(RelationRows side, Set<RowValue> matched) {
    Set<RowValue> own = new HashSet<>(matched);
    own.retainAll(new HashSet<>(side.columns()));
    Set<RowValue> closure = reading.dependencies.closure(own);
    return side.keys().stream().anyMatch(key -> closure.containsAll(key.values()));
  }

  /** A side that may be missing does not tell what it would have matched. */
  private void note(Conditions.Equality equality, JoinRelType type, Set<RowValue> ofLeft) {
    boolean inOrder = ofLeft.contains(equality.left());
    RowValue left = inOrder ? equality.left() : equality.right();
    RowValue right = inOrder ? equality.right() : equality.left();
    if (!type.generatesNullsOnLeft()) {
      reading.dependencies.add(List.of(left), right);
    }
    if (!type.generatesNullsOnRight()) {
      reading.dependencies.add(List.of(right), left);
    }
    if (type == JoinRelType.LEFT) {
      reading.optional.put(right, left);
    } else if (type == JoinRelType.RIGHT) {
      reading.optional.put(left, right);
    }
  }
}

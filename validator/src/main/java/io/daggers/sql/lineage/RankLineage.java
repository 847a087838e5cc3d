package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Columns with OVER: places among other rows, and aggregates of the rows before. */
final class RankLineage {

  private final Reading reading;
  private final Map<RowValue, Rank> unused = new LinkedHashMap<>();

  /** A place among other rows that no condition has used yet. */
  private record Rank(@Nullable SqlNode at, List<RowValue> partition) {}

  RankLineage(Reading reading) {
    this.reading = reading;
  }

  /**
   * The value of a column with OVER; nothing for other columns.
   *
   * @param keys what tells the rows apart; a row's place among others does, too
   */
  Optional<RowValue> read(
      RexNode expression, String name, List<RowValue> row, List<UniqueKey> keys) {
    List<RexOver> overs = overs(expression);
    if (overs.isEmpty()) {
      return Optional.empty();
    }
    SqlNode at = reading.clauses.overs.poll();
    RexWindow window = overs.get(0).getWindow();
    List<RowValue> partition =
        window.partitionKeys.stream().map(key -> reading.expressions.read(key, "", row)).toList();
    if (!(expression instanceof RexOver over) || !isRank(over)) {
      keep(window, at, partition);
      return Optional.empty();
    }
    RowValue rank = RowValue.of(RowValue.Kind.RANK, name, over.getType());
    unused.put(rank, new Rank(at, partition));
    if (over.getOperator().getKind() == SqlKind.ROW_NUMBER) {
      Set<RowValue> key = new LinkedHashSet<>(partition);
      key.add(rank);
      keys.add(new UniqueKey(key, true));
    }
    return Optional.of(rank);
  }

  /** A condition on a place keeps the best rows, which a window or nothing ends. */
  void use(List<RexNode> parts, List<RowValue> row) {
    for (RexNode part : parts) {
      if (!(part instanceof RexCall call) || call.getOperands().size() != 2) {
        continue;
      }
      boolean turned = call.getOperands().get(0) instanceof RexLiteral;
      RexNode column = call.getOperands().get(turned ? 1 : 0);
      RexNode limit = call.getOperands().get(turned ? 0 : 1);
      if (column instanceof RexInputRef input && limit instanceof RexLiteral literal) {
        Rank rank = unused.remove(row.get(input.getIndex()));
        if (rank != null) {
          use(row.get(input.getIndex()), rank, bound(call.getKind(), turned, literal));
        }
      }
    }
  }

  /** Places that no condition limits are kept for every row. */
  void keepUnused() {
    unused
        .values()
        .forEach(r -> reading.keep(KeptState.Kind.OVER, r.at(), r.partition(), "a row number"));
  }

  private void use(RowValue place, Rank rank, int limit) {
    if (limit == 1) {
      reading.dependencies.add(List.of(), place);
    }
    if (!GroupLineage.isWindowed(rank.partition())) {
      reading.keep(KeptState.Kind.TOP_N, rank.at(), rank.partition(), limit < 0 ? "" : limit + "");
    }
  }

  /** The greatest place that a condition lets through; -1 where that is not known. */
  private static int bound(SqlKind comparison, boolean turned, RexLiteral literal) {
    int limit = RexLiteral.intValue(literal);
    return switch (turned ? comparison.reverse() : comparison) {
      case EQUALS, LESS_THAN_OR_EQUAL -> limit;
      case LESS_THAN -> limit - 1;
      default -> -1;
    };
  }

  private void keep(RexWindow window, @Nullable SqlNode at, List<RowValue> partition) {
    if (window.getLowerBound().isUnbounded()) {
      reading.keep(KeptState.Kind.OVER, at, partition, "an aggregate");
    } else if (window.isRows()) {
      String rows = window.getLowerBound().toString().replaceAll("\\D", "");
      reading.keep(KeptState.Kind.OVER_ROWS, at, partition, rows);
    }
  }

  private static boolean isRank(RexOver over) {
    return switch (over.getOperator().getKind()) {
      case ROW_NUMBER, RANK, DENSE_RANK -> true;
      default -> false;
    };
  }

  private static List<RexOver> overs(RexNode expression) {
    List<RexOver> overs = new ArrayList<>();
    expression.accept(
        new RexVisitorImpl<@Nullable Void>(true) {
          @Override
          public @Nullable Void visitOver(RexOver over) {
            overs.add(over);
            return null;
          }
        });
    return overs;
  }
}

package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Block;
import io.daggers.sql.origin.Column;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.flink.table.planner.plan.schema.TimeIndicatorRelDataType;

/** Rows without end have no order but that of time, and no first ones. */
final class RowOrder implements QueryCheck {

  private static final Set<SqlKind> MODIFIERS = Set.of(SqlKind.NULLS_FIRST, SqlKind.NULLS_LAST);

  @Override
  public void check(CheckedQuery query, Findings findings) {
    SqlNode root = query.query().validated();
    SqlNode last = root instanceof SqlWith with ? with.body : root;
    for (Block block : query.origins().blocks()) {
      check(block, block.select() == last, query, findings);
    }
  }

  private static void check(Block block, boolean outermost, CheckedQuery query, Findings findings) {
    SqlSelect select = block.select();
    SqlNodeList order = select.getOrderList();
    boolean ordered = order != null && !order.isEmpty();
    if (select.getFetch() != null && !ordered) {
      findings.add(
          Diagnostic.warning(
              Code.DG0438,
              query.at(select.getFetch()),
              "the first %s rows that ever arrive are taken, and nothing after them"
                  .formatted(query.written(select.getFetch())),
              "take LIMIT out; for the best rows of each window use ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY ...)"));
    }
    if (!ordered || select.getFetch() != null) {
      return;
    }
    if (!outermost) {
      findings.add(
          Diagnostic.warning(
              Code.DG0439,
              query.at(order.get(0)),
              "an ORDER BY inside a query sorts nothing",
              "take it out"));
    } else if (isNoTime(order.get(0), block, query)) {
      findings.add(
          Diagnostic.error(
              Code.DG0439,
              query.at(order.get(0)),
              "rows that never end cannot be sorted by this",
              "take ORDER BY out: points are found by their time, and records by their key"));
    }
  }

  /** Whether an item is known to be other than an event time, oldest first. */
  private static boolean isNoTime(SqlNode item, Block block, CheckedQuery query) {
    if (item.getKind() == SqlKind.DESCENDING) {
      return true; // the newest row comes last, if ever
    }
    SqlNode node = item;
    while (node instanceof SqlCall call && MODIFIERS.contains(call.getKind())) {
      node = call.operand(0);
    }
    if (node instanceof SqlIdentifier name && name.isSimple()) {
      List<Column.Definition> definitions = block.output().column(name.getSimple()).definitions();
      node = definitions.get(0) instanceof Column.Computed computed ? computed.node() : node;
    }
    return query.type(node).filter(type -> !(type instanceof TimeIndicatorRelDataType)).isPresent();
  }
}

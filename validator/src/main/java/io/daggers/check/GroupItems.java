package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Block;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.util.Litmus;

/** Every item of a GROUP BY tells groups apart. */
final class GroupItems implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.origins().blocks().forEach(block -> check(block, query, findings));
  }

  private static void check(Block block, CheckedQuery query, Findings findings) {
    SqlNodeList group = block.select().getGroup();
    if (group == null) {
      return;
    }
    List<SqlNode> seen = new ArrayList<>();
    for (SqlNode item : group) {
      if (item instanceof SqlLiteral) {
        findings.add(
            Diagnostic.warning(
                Code.DG0440,
                query.at(item),
                "a constant puts every row into the same group",
                item instanceof SqlNumericLiteral
                    ? "numbers do not stand for columns here: write the column's name"
                    : "take it out of the GROUP BY"));
      } else if (seen.stream().anyMatch(other -> other.equalsDeep(item, Litmus.IGNORE))) {
        findings.add(
            Diagnostic.warning(
                Code.DG0440,
                query.at(item),
                "this stands in the GROUP BY twice",
                "take one of them out, or write the column that was meant"));
      }
      seen.add(item);
    }
  }
}

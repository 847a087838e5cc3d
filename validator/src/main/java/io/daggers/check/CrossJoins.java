package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Block;
import io.daggers.sql.origin.Expression;
import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Two tables that are joined have something to do with each other. */
final class CrossJoins implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    for (Block block : query.origins().blocks()) {
      if (block.select().getFrom() instanceof SqlJoin join) {
        check(join, block, query, findings);
      }
    }
  }

  private static void check(SqlJoin join, Block block, CheckedQuery query, Findings findings) {
    if (join.getLeft() instanceof SqlJoin inner) {
      check(inner, block, query, findings);
    }
    boolean unconditional =
        !join.isNatural()
            && (join.getCondition() == null
                || (join.getCondition() instanceof SqlLiteral literal
                    && Boolean.TRUE.equals(literal.getValue())));
    if (!unconditional || !isRows(join.getLeft()) || !isRows(join.getRight())) {
      return;
    }
    Set<String> left = new HashSet<>();
    Set<String> right = new HashSet<>();
    names(join.getLeft(), left);
    names(join.getRight(), right);
    if (!areRelated(left, right, block)) {
      findings.add(
          Diagnostic.warning(
              Code.DG0437,
              query.at(join.getRight()),
              "every row of one side is joined with every row of the other",
              "say which belong together: JOIN ... ON a.order_number = b.order_number AND a time bound"));
    }
  }

  /** Whether a side is a table or a query; lists and functions may belong to the other side. */
  private static boolean isRows(SqlNode side) {
    if (side instanceof SqlJoin) {
      return true;
    }
    SqlNode table = side.getKind() == SqlKind.AS ? ((SqlCall) side).operand(0) : side;
    return table instanceof SqlIdentifier
        || table.getKind() == SqlKind.SELECT
        || table.getKind() == SqlKind.UNION
        || isWindow(table);
  }

  private static boolean isWindow(SqlNode table) {
    return table.getKind() == SqlKind.COLLECTION_TABLE
        && ((SqlCall) table).operand(0) instanceof SqlCall function
        && function.operandCount() > 1
        && function.getOperandList().stream().anyMatch(o -> o.getKind() == SqlKind.DESCRIPTOR);
  }

  private static void names(SqlNode side, Set<String> names) {
    if (side instanceof SqlJoin join) {
      names(join.getLeft(), names);
      names(join.getRight(), names);
    } else if (side.getKind() == SqlKind.AS) {
      names.add(((SqlIdentifier) ((SqlCall) side).operand(1)).getSimple());
    }
  }

  /** Whether any condition speaks of both sides. */
  private static boolean areRelated(Set<String> left, Set<String> right, Block block) {
    return block.expressions().stream()
        .filter(e -> e.role() == Expression.Role.FILTER || e.role() == Expression.Role.JOIN)
        .anyMatch(
            expression -> {
              Set<String> used = new HashSet<>();
              expression
                  .node()
                  .accept(
                      new SqlBasicVisitor<@Nullable Void>() {
                        @Override
                        public @Nullable Void visit(SqlIdentifier identifier) {
                          if (!identifier.names.isEmpty()) {
                            used.add(identifier.names.get(0));
                          }
                          return null;
                        }
                      });
              return used.stream().anyMatch(left::contains)
                  && used.stream().anyMatch(right::contains);
            });
  }
}

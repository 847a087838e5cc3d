package io.daggers.sql.origin;

import java.util.function.Consumer;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Something that is computed in a query, with what its names mean. */
public record Expression(SqlNode node, Scope scope, Role role) {

  /** The clause it stands in. */
  public enum Role {
    OUTPUT,
    FILTER,
    JOIN,
    GROUP,
    ORDER,
    OTHER
  }

  /** Every call in it, outermost first, without those of sub-queries. */
  public void forEachCall(Consumer<SqlCall> action) {
    forEachCall(node, action);
  }

  /** Every call in a node, outermost first, without those of sub-queries. */
  public static void forEachCall(SqlNode node, Consumer<SqlCall> action) {
    node.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (SqlKind.QUERY.contains(call.getKind())) {
              return null;
            }
            action.accept(call);
            return super.visit(call);
          }
        });
  }

  /** Another node of the same place. */
  public Expression at(SqlNode other) {
    return new Expression(other, scope, role);
  }
}

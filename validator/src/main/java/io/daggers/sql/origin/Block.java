package io.daggers.sql.origin;

import java.util.List;
import org.apache.calcite.sql.SqlSelect;

/**
 * One SELECT of a query, sub-queries included.
 *
 * @param select as validated: names are qualified, stars written out
 * @param scope what its names mean
 * @param output its columns
 * @param expressions what it computes, by clause; the conditions of its joins too
 */
public record Block(SqlSelect select, Scope scope, Relation output, List<Expression> expressions) {

  public Block {
    expressions = List.copyOf(expressions);
  }

  /** Those of one clause. */
  public List<Expression> expressions(Expression.Role role) {
    return expressions.stream().filter(expression -> expression.role() == role).toList();
  }
}

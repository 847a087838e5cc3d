package io.daggers.sql;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Refuses hints: OPTIONS would let a query read other topics than it declares. */
final class HintPolicy extends SqlBasicVisitor<@Nullable Void> {

  private final QueryText query;
  private final Findings findings;

  private HintPolicy(QueryText query, Findings findings) {
    this.query = query;
    this.findings = findings;
  }

  static void check(SqlNode tree, QueryText query, Findings findings) {
    tree.accept(new HintPolicy(query, findings));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlHint hint) {
      findings.add(
          Diagnostic.error(
              Code.DG0410,
              query.at(hint.getParserPosition()),
              "the hint " + hint.getName() + " is not allowed",
              "remove it; topics, start and parallelism are set in dagger.yaml"));
      return null;
    }
    if (call instanceof SqlSelect select && select.hasHints()) {
      select.getHints().accept(this);
    }
    return super.visit(call);
  }
}

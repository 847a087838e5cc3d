package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Block;
import io.daggers.sql.parse.SourceText;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** {@code SELECT window_start city}: a column behind a column is its new name, without a comma. */
final class MissingCommas implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.origins().blocks().forEach(block -> check(block, query, findings));
  }

  private static void check(Block block, CheckedQuery query, Findings findings) {
    for (SqlNode item : block.select().getSelectList()) {
      if (item.getKind() == SqlKind.AS
          && ((SqlCall) item).operand(0) instanceof SqlIdentifier column
          && ((SqlCall) item).operand(1) instanceof SqlIdentifier name
          && !column.names.get(column.names.size() - 1).equals(name.getSimple())
          && isColumn(name.getSimple(), block)
          && isWithoutAs(column, name, query)) {
        String last = column.names.get(column.names.size() - 1);
        findings.add(
            Diagnostic.warning(
                Code.DG0449,
                query.at(name),
                "'%s' is a column, and here it is the new name of '%s'"
                    .formatted(name.getSimple(), last),
                "write a comma before it; or AS, if it is meant as a name"));
      }
    }
  }

  private static boolean isColumn(String name, Block block) {
    return block.scope().tables().values().stream()
        .flatMap(table -> table.columns().stream())
        .anyMatch(column -> column.name().equals(name));
  }

  private static boolean isWithoutAs(SqlIdentifier column, SqlIdentifier name, CheckedQuery query) {
    SourceText text = query.query().text().source();
    int from = text.end(column.getParserPosition());
    int to = text.start(name.getParserPosition());
    return from < to && text.text().substring(from, to).isBlank();
  }
}

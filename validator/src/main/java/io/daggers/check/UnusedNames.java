package io.daggers.check;

import io.daggers.definition.Source;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.table.DaggerTables;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Every source and every WITH query is read. */
final class UnusedNames implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    Names names = new Names();
    query.query().validated().accept(names);
    for (Source source : query.dagger().sources()) {
      if (!names.tables.contains(source.table().value())) {
        findings.add(
            Diagnostic.warning(
                Code.DG0515,
                source.table().location(),
                "the query does not read the source '" + source.table().value() + "'",
                "take it out of sources:, or use it in the query"));
      }
    }
    names.queries.forEach(
        (name, node) -> {
          if (!names.used.contains(name)) {
            findings.add(
                Diagnostic.warning(
                    Code.DG0443,
                    query.at(node),
                    "nothing reads the query '" + name + "'",
                    "take it out of the WITH, or use it"));
          }
        });
  }

  private static final class Names extends SqlBasicVisitor<@Nullable Void> {
    private final Set<String> tables = new HashSet<>();
    private final Map<String, SqlNode> queries = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call instanceof SqlWithItem item) {
        queries.put(item.name.getSimple(), item.name);
        return item.query.accept(this);
      }
      return super.visit(call);
    }

    @Override
    public @Nullable Void visit(SqlIdentifier identifier) {
      if (identifier.names.size() == 3 && identifier.names.get(0).equals(DaggerTables.CATALOG)) {
        tables.add(identifier.names.get(2));
      }
      if (!identifier.names.isEmpty()) {
        used.add(identifier.names.get(0));
      }
      return null;
    }
  }
}

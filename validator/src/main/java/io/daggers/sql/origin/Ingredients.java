package io.daggers.sql.origin;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Finds the calls of one kind that go into a value, in sub-queries too. */
public final class Ingredients {

  private final QueryOrigins query;
  private final Predicate<SqlCall> wanted;
  private final IdentityHashMap<SqlNode, Set<SqlCall>> known = new IdentityHashMap<>();

  public Ingredients(QueryOrigins query, Predicate<SqlCall> wanted) {
    this.query = query;
    this.wanted = wanted;
  }

  /** The wanted calls that a value is made of. What it is ordered or numbered by is no part. */
  public Set<SqlCall> of(SqlNode node, Scope scope) {
    Set<SqlCall> calls = known.get(node);
    if (calls == null) {
      calls = new LinkedHashSet<>();
      known.put(node, calls);
      node.accept(new Collector(scope, calls));
    }
    return calls;
  }

  /** The wanted calls that a column is made of. */
  public Set<SqlCall> of(Column column) {
    Set<SqlCall> calls = new LinkedHashSet<>();
    column.definitions().forEach(definition -> add(definition, calls));
    return calls;
  }

  private void add(Column.Definition definition, Set<SqlCall> calls) {
    if (definition instanceof Column.Computed computed) {
      calls.addAll(of(computed.node(), computed.scope()));
    } else if (definition instanceof Column.Elements elements) {
      calls.addAll(of(elements.node(), elements.scope()));
    }
  }

  private final class Collector extends SqlBasicVisitor<@Nullable Void> {
    private final Scope scope;
    private final Set<SqlCall> calls;

    Collector(Scope scope, Set<SqlCall> calls) {
      this.scope = scope;
      this.calls = calls;
    }

    @Override
    public @Nullable Void visit(SqlIdentifier identifier) {
      scope
          .resolve(identifier)
          .column()
          .definitions()
          .forEach(definition -> add(definition, calls));
      return null;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (wanted.test(call)) {
        calls.add(call);
      }
      if (SqlKind.QUERY.contains(call.getKind())) {
        query
            .queries()
            .getOrDefault(call, Relation.UNKNOWN)
            .columns()
            .forEach(column -> calls.addAll(of(column)));
        return null;
      }
      if (call.getKind() == SqlKind.OVER) {
        return call.operand(0).accept(this);
      }
      return super.visit(call);
    }
  }
}

package io.daggers.sql.origin;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** What names mean in a MATCH_RECOGNIZE: every variable of the pattern is a row of its table. */
final class PatternScope {

  private PatternScope() {}

  /** The columns it gives: those it partitions by, then its measures. */
  static Relation of(
      SqlMatchRecognize match, Scope around, BlockReader reader, List<Expression> expressions) {
    Scope scope = new Scope(around);
    reader.from(match.getTableRef(), scope, expressions);
    Relation table = scope.tables().values().iterator().next();
    for (SqlNodeList clause : List.of(match.getMeasureList(), match.getPatternDefList())) {
      nameVariables(clause, scope, table);
    }
    List<Column> columns = new ArrayList<>();
    for (SqlNode key : match.getPartitionList()) {
      add(key, key, scope, columns);
    }
    for (SqlNode measure : match.getMeasureList()) {
      SqlNode value = ((SqlCall) measure).operand(0);
      add(measure, value, scope, columns);
      reader.add(value, scope, Expression.Role.OTHER, expressions);
    }
    for (SqlNode definition : match.getPatternDefList()) {
      SqlNode condition = ((SqlCall) definition).operand(0);
      reader.add(condition, scope, Expression.Role.FILTER, expressions);
    }
    return new Relation(columns);
  }

  private static void add(SqlNode item, SqlNode value, Scope scope, List<Column> columns) {
    String name = BlockReader.name(item, columns.size());
    columns.add(new Column(name, new Column.Computed(value, scope)));
  }

  private static void nameVariables(SqlNode clause, Scope scope, Relation table) {
    clause.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlIdentifier identifier) {
            if (identifier.names.size() > 1) {
              scope.add(identifier.names.get(0), table);
            }
            return null;
          }
        });
  }
}

package io.daggers.sql.names;

import io.daggers.sql.names.Scope.Column;
import io.daggers.sql.names.Scope.Table;
import io.daggers.sql.parse.WindowFunctions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.jspecify.annotations.Nullable;

/** Reads what FROM clauses offer; a WITH is known to everything behind it. */
final class ScopeReader {

  private static final List<Column> OF_WINDOWS =
      List.of(
          new Column("window_start", new TimestampType(3)),
          new Column("window_end", new TimestampType(3)),
          new Column("window_time", new TimestampType(3)));

  private final Vocabulary vocabulary;
  private final Map<String, List<Column>> withs = new HashMap<>();

  ScopeReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Scope at(List<SqlNode> path) {
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      SqlNode node = path.get(i);
      @Nullable SqlNode next = i + 1 < path.size() ? path.get(i + 1) : null;
      if (node instanceof SqlWith with) {
        readWiths(with, next);
      } else if (node instanceof SqlSelect select) {
        boolean inFrom = next != null && next == select.getFrom() && hides(path, i + 1);
        if (!inFrom) {
          tables.addAll(0, from(select.getFrom()));
        }
      } else if (node instanceof SqlMatchRecognize match) {
        tables.addAll(0, variables(match));
      } else if (node instanceof SqlOrderBy order && next != order.query) {
        tables.add(new Table("", "", output(order.query)));
        if (order.query instanceof SqlSelect select) {
          tables.addAll(from(select.getFrom()));
        }
      }
    }
    return new Scope(tables);
  }

  /** Whether a path through a FROM leads to where its tables cannot be named. */
  private static boolean hides(List<SqlNode> path, int from) {
    return path.subList(from, path.size()).stream()
        .anyMatch(
            node -> node.getKind().belongsTo(SqlKind.QUERY) || node instanceof SqlMatchRecognize);
  }

  /** The variables of a pattern, each a row of the table; its columns also go by themselves. */
  private List<Table> variables(SqlMatchRecognize match) {
    List<Table> rows = from(match.getTableRef());
    List<Table> variables = new ArrayList<>(rows);
    NodePath.each(
        match.getPattern(),
        node -> {
          if (node instanceof SqlIdentifier variable) {
            rows.forEach(row -> variables.add(row.as(variable.toString())));
          }
        });
    return variables;
  }

  private void readWiths(SqlWith with, @Nullable SqlNode upTo) {
    for (SqlNode node : with.withList) {
      if (node == upTo || !(node instanceof SqlWithItem item)) {
        return;
      }
      withs.put(item.name.getSimple(), renamed(output(item.query), item.columnList));
    }
  }

  private List<Table> from(@Nullable SqlNode node) {
    if (node == null) {
      return List.of();
    }
    if (node instanceof SqlJoin join) {
      List<Table> tables = new ArrayList<>(from(join.getLeft()));
      tables.addAll(from(join.getRight()));
      return tables;
    }
    if (node instanceof SqlIdentifier name) {
      return List.of(named(name));
    }
    if (node instanceof SqlMatchRecognize match) {
      return List.of(new Table("", "", measures(match)));
    }
    if (node.getKind().belongsTo(SqlKind.QUERY) && node.getKind() != SqlKind.EXPLICIT_TABLE) {
      return List.of(new Table("", "", output(node)));
    }
    if (!(node instanceof SqlCall call) || call.operandCount() == 0) {
      return List.of();
    }
    if (node.getKind() == SqlKind.AS) {
      return List.of(aliased(call));
    }
    if (node.getKind() == SqlKind.UNNEST) {
      return List.of();
    }
    List<Table> tables = from(call.operand(0));
    return WindowFunctions.isWindow(call)
        ? tables.stream().map(table -> table.as("").with(OF_WINDOWS)).toList()
        : tables;
  }

  private Table named(SqlIdentifier identifier) {
    String name = identifier.names.get(identifier.names.size() - 1);
    List<Column> with = withs.get(name);
    if (with != null) {
      return new Table(name, "", with);
    }
    RowType row = vocabulary.tables().get(name);
    List<Column> columns =
        row == null
            ? List.of()
            : row.getFields().stream().map(f -> new Column(f.getName(), f.getType())).toList();
    return new Table(name, row == null ? "" : name, columns);
  }

  private Table aliased(SqlCall as) {
    String alias = ((SqlIdentifier) as.operand(1)).getSimple();
    List<Table> tables = from(as.operand(0));
    SqlNodeList names = new SqlNodeList(as.getParserPosition());
    as.getOperandList().stream().skip(2).forEach(names::add);
    List<Column> columns = new ArrayList<>();
    tables.forEach(table -> columns.addAll(table.columns()));
    if (columns.isEmpty() && names.size() > 0) {
      names.forEach(name -> columns.add(new Column(name.toString(), null)));
      return new Table(alias, "", columns);
    }
    boolean one = tables.size() == 1 && names.size() == 0;
    return new Table(alias, one ? tables.get(0).source() : "", renamed(columns, names));
  }

  private static List<Column> renamed(List<Column> columns, @Nullable SqlNodeList names) {
    if (names == null || names.size() == 0) {
      return columns;
    }
    List<Column> renamed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      renamed.add(
          new Column(names.get(i).toString(), i < columns.size() ? columns.get(i).type() : null));
    }
    return renamed;
  }

  private static List<Column> measures(SqlMatchRecognize match) {
    List<Column> columns = new ArrayList<>();
    for (SqlNode measure : match.getMeasureList()) {
      if (measure instanceof SqlBasicCall as && as.getKind() == SqlKind.AS) {
        columns.add(new Column(as.operand(1).toString(), null));
      }
    }
    for (SqlNode key : match.getPartitionList()) {
      columns.add(new Column(key.toString(), null));
    }
    return columns;
  }

  /** The output columns of a query that have a name. */
  private List<Column> output(SqlNode query) {
    if (query instanceof SqlOrderBy order) {
      return output(order.query);
    }
    if (query instanceof SqlWith with) {
      readWiths(with, null);
      return output(with.body);
    }
    if (query instanceof SqlSelect select) {
      List<Table> tables = from(select.getFrom());
      List<Column> columns = new ArrayList<>();
      select.getSelectList().forEach(item -> columns.addAll(item(item, tables)));
      return columns;
    }
    boolean setOperation = query instanceof SqlCall && query.getKind() != SqlKind.VALUES;
    return setOperation && ((SqlCall) query).operandCount() > 0
        ? output(((SqlCall) query).operand(0))
        : List.of();
  }

  private static List<Column> item(SqlNode item, List<Table> tables) {
    if (item.getKind() == SqlKind.AS) {
      SqlNode expression = ((SqlCall) item).operand(0);
      String alias = ((SqlCall) item).operand(1).toString();
      List<Column> inner = item(expression, tables);
      return List.of(new Column(alias, inner.size() == 1 ? inner.get(0).type() : null));
    }
    if (!(item instanceof SqlIdentifier identifier)) {
      return List.of();
    }
    if (identifier.isStar()) {
      List<Column> columns = new ArrayList<>();
      String alias = identifier.names.size() > 1 ? identifier.names.get(0) : null;
      tables.stream()
          .filter(table -> alias == null || table.alias().equals(alias))
          .forEach(table -> columns.addAll(table.columns()));
      return columns;
    }
    String last = identifier.names.get(identifier.names.size() - 1);
    return List.of(new Column(last, new Scope(tables).resolve(identifier.names).type()));
  }
}

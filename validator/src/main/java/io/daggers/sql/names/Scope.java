package io.daggers.sql.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * The tables and columns that can be named at a place of a query. It is read from the query as
 * written and only serves to say what was probably meant: Flink decides what is right.
 *
 * @param tables those of the innermost SELECT first
 */
record Scope(List<Table> tables) {

  /**
   * A column.
   *
   * @param type null where it is an expression's
   */
  record Column(String name, @Nullable LogicalType type) {}

  /**
   * What stands in a FROM.
   *
   * @param alias the name to use; empty where it has none
   * @param source the declared source whose columns these are, or empty
   */
  record Table(String alias, String source, List<Column> columns) {
    Optional<Column> column(String name) {
      return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    Table as(String newAlias) {
      return new Table(newAlias, source, columns);
    }

    Table with(List<Column> more) {
      List<Column> all = new ArrayList<>(columns);
      all.addAll(more);
      return new Table(alias, source, all);
    }
  }

  Scope {
    tables = List.copyOf(tables);
  }

  /** What can be named at a node of the tree. */
  static Scope at(SqlNode tree, SqlNode node, Vocabulary vocabulary) {
    return new ScopeReader(vocabulary).at(NodePath.to(tree, node));
  }

  /** All names of columns. */
  TreeSet<String> columnNames() {
    TreeSet<String> names = new TreeSet<>();
    tables.forEach(table -> table.columns().forEach(column -> names.add(column.name())));
    return names;
  }

  Optional<Table> table(String alias) {
    return tables.stream().filter(table -> table.alias().equals(alias)).findFirst();
  }

  /** The table that has a column of a name. */
  Optional<Table> tableOf(String column) {
    return tables.stream().filter(table -> table.column(column).isPresent()).findFirst();
  }

  /**
   * How far a name can be followed.
   *
   * @param found how many of its parts are known
   * @param table the table it leads into; null where not even that is known
   * @param type the type of what was found last; null where it is not known or the whole table
   * @param fields the names that could stand next
   */
  record Resolution(
      int found, @Nullable Table table, @Nullable LogicalType type, List<String> fields) {}

  Resolution resolve(List<String> names) {
    int found = 0;
    Optional<Table> table = names.size() > 1 ? table(names.get(0)) : Optional.empty();
    if (table.isPresent()) {
      found = 1;
    } else {
      table = tableOf(names.get(0));
    }
    if (table.isEmpty()) {
      return new Resolution(0, null, null, List.copyOf(columnNames()));
    }
    Optional<Column> column = table.get().column(names.get(found));
    if (column.isEmpty()) {
      return new Resolution(
          found, table.get(), null, table.get().columns().stream().map(Column::name).toList());
    }
    found++;
    LogicalType type = column.get().type();
    while (found < names.size() && type instanceof RowType row) {
      int index = row.getFieldIndex(names.get(found));
      if (index < 0) {
        return new Resolution(found, table.get(), type, row.getFieldNames());
      }
      type = row.getTypeAt(index);
      found++;
    }
    return new Resolution(found, table.get(), type, List.of());
  }
}

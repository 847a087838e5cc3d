package io.daggers.sql.origin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/** What the names in a SELECT mean: the tables of its FROM, then those of the SELECT around it. */
public final class Scope {

  private final @Nullable Scope around;
  private final Map<String, Relation> tables = new LinkedHashMap<>();

  Scope(@Nullable Scope around) {
    this.around = around;
  }

  void add(String name, Relation table) {
    tables.put(name, table);
  }

  /** The tables of the FROM by name, in order of writing. */
  public Map<String, Relation> tables() {
    return Map.copyOf(tables);
  }

  /**
   * A column and the fields that are taken out of it: {@code b.fare.total} is {@code fare} and
   * {@code total}.
   */
  public record Path(Column column, List<String> fields) {
    public Path {
      fields = List.copyOf(fields);
    }
  }

  /** Resolves a name as validation leaves it: a table, its column, then fields. */
  public Path resolve(SqlIdentifier identifier) {
    List<String> names = identifier.names;
    if (names.size() < 2) {
      return unqualified(names.isEmpty() ? "*" : names.get(0));
    }
    for (Scope scope = this; scope != null; scope = scope.around) {
      Relation table = scope.tables.get(names.get(0));
      if (table != null) {
        return new Path(table.column(names.get(1)), names.subList(2, names.size()));
      }
    }
    return new Path(new Column(names.get(1), new Column.Unknown()), List.of());
  }

  private Path unqualified(String name) {
    for (Relation table : tables.values()) {
      if (table.columns().stream().anyMatch(column -> column.name().equals(name))) {
        return new Path(table.column(name), List.of());
      }
    }
    return new Path(new Column(name, new Column.Unknown()), List.of());
  }
}

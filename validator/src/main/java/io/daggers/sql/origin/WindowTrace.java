package io.daggers.sql.origin;

import io.daggers.sql.table.StreamColumns;
import io.daggers.sql.table.StreamTable;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Follows columns that are passed on as they are, to windows and event times. */
public final class WindowTrace {

  private WindowTrace() {}

  /** The window column that a node is; nothing where it is another, or one of several. */
  public static Optional<Column.OfWindow> of(SqlNode node, Scope scope) {
    if (!(node instanceof SqlIdentifier identifier)) {
      return Optional.empty();
    }
    Scope.Path path = scope.resolve(identifier);
    return path.fields().isEmpty() ? of(path.column()) : Optional.empty();
  }

  /** The window column that a column is. */
  public static Optional<Column.OfWindow> of(Column column) {
    if (column.definitions().size() != 1) {
      return Optional.empty();
    }
    Column.Definition definition = column.definitions().get(0);
    if (definition instanceof Column.OfWindow window) {
      return Optional.of(window);
    }
    return definition instanceof Column.Computed computed
        ? of(computed.node(), computed.scope())
        : Optional.empty();
  }

  /** The column that a node is, at the place where it is made; nothing where it is computed. */
  public static Optional<Column> root(SqlNode node, Scope scope) {
    if (!(node instanceof SqlIdentifier identifier)) {
      return Optional.empty();
    }
    Scope.Path path = scope.resolve(identifier);
    return path.fields().isEmpty() ? Optional.of(root(path.column())) : Optional.empty();
  }

  /** The column that a column passes on. */
  public static Column root(Column column) {
    return column.definitions().size() == 1
            && column.definitions().get(0) instanceof Column.Computed computed
        ? root(computed.node(), computed.scope()).orElse(column)
        : column;
  }

  /** The streams whose event time a column is. */
  public static Set<StreamTable> streams(Column column) {
    Set<StreamTable> streams = new LinkedHashSet<>();
    for (Column.Definition definition : column.definitions()) {
      if (definition instanceof Column.OfStream own && own.name().equals(StreamColumns.ROWTIME)) {
        streams.add(own.source());
      } else if (definition instanceof Column.Computed computed
          && computed.node() instanceof SqlIdentifier identifier) {
        streams.addAll(streams(computed.scope().resolve(identifier).column()));
      }
    }
    return streams;
  }
}

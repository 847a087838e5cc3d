package io.daggers.sql.origin;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Follows columns that are passed on as they are, to fields of schemas. */
public final class FieldTrace {

  private FieldTrace() {}

  /** The fields that a node is one of; none where it is, or may be, anything else. */
  public static Set<Column.Field> of(SqlNode node, Scope scope) {
    return node instanceof SqlIdentifier identifier
        ? of(scope.resolve(identifier), List.of())
        : Set.of();
  }

  /** What two places of a query have in common if they speak of the same value. */
  public static String key(SqlNode node, Scope scope) {
    Set<Column.Field> fields = of(node, scope);
    if (!fields.isEmpty()) {
      return fields.toString();
    }
    if (node instanceof SqlIdentifier identifier) {
      Scope.Path path = scope.resolve(identifier);
      if (path.fields().isEmpty()
          && path.column().definitions().size() == 1
          && path.column().definitions().get(0) instanceof Column.Computed computed) {
        return key(computed.node(), computed.scope());
      }
    }
    return node.toString();
  }

  private static Set<Column.Field> of(Scope.Path path, List<String> further) {
    List<String> names = new ArrayList<>(path.fields());
    names.addAll(further);
    Set<Column.Field> fields = new LinkedHashSet<>();
    for (Column.Definition definition : path.column().definitions()) {
      Set<Column.Field> found = of(definition, names);
      if (found.isEmpty()) {
        return Set.of();
      }
      fields.addAll(found);
    }
    return fields;
  }

  private static Set<Column.Field> of(Column.Definition definition, List<String> names) {
    if (definition instanceof Column.Field start) {
      return FieldPath.follow(start, names).map(Set::of).orElse(Set.of());
    }
    return definition instanceof Column.Computed computed
            && computed.node() instanceof SqlIdentifier identifier
        ? of(computed.scope().resolve(identifier), names)
        : Set.of();
  }
}

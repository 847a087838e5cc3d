package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** Rows of several relations, one after the other. */
final class UnionLineage {

  private final Dependencies dependencies;

  UnionLineage(Dependencies dependencies) {
    this.dependencies = dependencies;
  }

  RelationRows rows(List<RelDataTypeField> fields, List<RelationRows> parts) {
    List<RowValue> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(column(fields.get(i), values(parts, i)));
    }
    return new RelationRows(columns, keys(columns, parts));
  }

  private static List<RowValue> values(List<RelationRows> parts, int column) {
    return parts.stream().map(part -> part.columns().get(column)).toList();
  }

  /** The bound of a window stays one where all parts have the same windows. */
  private static RowValue column(RelDataTypeField field, List<RowValue> values) {
    RowValue first = values.get(0);
    boolean alike =
        values.stream()
            .allMatch(v -> v.kind() == first.kind() && v.detail().equals(first.detail()));
    boolean window = first.isWindowBound() || first.kind() == RowValue.Kind.WINDOW_TIME;
    return alike && window
        ? RowValue.window(first.kind(), field.getName(), field.getType(), first.detail())
        : RowValue.of(RowValue.Kind.MIXED, field.getName(), field.getType());
  }

  /** Rows of different parts differ only where a column has another constant in each. */
  private List<UniqueKey> keys(List<RowValue> columns, List<RelationRows> parts) {
    Set<RowValue> key = new LinkedHashSet<>();
    for (int i = 0; i < columns.size() && key.isEmpty(); i++) {
      Set<Object> constants = new HashSet<>();
      for (RowValue value : values(parts, i)) {
        if (value.kind() == RowValue.Kind.CONSTANT) {
          constants.add(String.valueOf(value.constant()));
        }
      }
      if (constants.size() == parts.size()) {
        key.add(columns.get(i));
      }
    }
    if (key.isEmpty()) {
      return List.of();
    }
    boolean ofGroups = true;
    for (RelationRows part : parts) {
      Set<RowValue> closure = dependencies.closure(part.columns());
      UniqueKey own = ownKey(part, closure);
      if (own == null) {
        return List.of();
      }
      ofGroups &= own.ofGroups();
      for (RowValue value : own.values()) {
        int position = part.columns().indexOf(value);
        if (position >= 0) {
          key.add(columns.get(position));
        } else if (!closure.contains(value)) {
          key.add(value);
        }
      }
    }
    return List.of(new UniqueKey(key, ofGroups));
  }

  /** The key of a part of which its columns tell the most. */
  private static @Nullable UniqueKey ownKey(RelationRows part, Set<RowValue> closure) {
    return part.keys().stream()
        .min(
            Comparator.comparingLong(
                key -> key.values().stream().filter(v -> !closure.contains(v)).count()))
        .orElse(null);
  }
}

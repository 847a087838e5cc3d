package io.daggers.sql.table;

import io.daggers.sql.table.RowFilter.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** A filter as an analyst would write it, more or less. */
record FilterWords(RowType row) {

  String of(RowFilter filter) {
    if (filter instanceof RowFilter.And and) {
      return joined(and.parts(), " AND ");
    }
    if (filter instanceof RowFilter.Or or) {
      return "(" + joined(or.parts(), " OR ") + ")";
    }
    if (filter instanceof RowFilter.IsNull isNull) {
      return name(isNull.path()) + (isNull.isNull() ? " IS NULL" : " IS NOT NULL");
    }
    RowFilter.Within within = (RowFilter.Within) filter;
    String ranges =
        within.ranges().stream().map(FilterWords::words).collect(Collectors.joining(", "));
    return name(within.path()) + " IN (" + ranges + (within.orNull() ? ", NULL)" : ")");
  }

  /** The names that lead to a field: {@code driver.location.latitude}. */
  private String name(List<Integer> path) {
    List<String> names = new ArrayList<>();
    LogicalType type = row;
    for (int position : path) {
      names.add(((RowType) type).getFieldNames().get(position));
      type = type.getChildren().get(position);
    }
    return String.join(".", names);
  }

  private String joined(List<RowFilter> parts, String by) {
    return parts.stream().map(this::of).collect(Collectors.joining(by));
  }

  private static String words(Range range) {
    if (range.lower() != null && range.lower().equals(range.upper())) {
      return range.lower().toString();
    }
    String lower = range.lower() == null ? "" : range.lower().toString();
    String upper = range.upper() == null ? "" : range.upper().toString();
    return lower
        + (range.lowerIncluded() || range.lower() == null ? "" : " <")
        + ".."
        + (range.upperIncluded() || range.upper() == null ? "" : "< ")
        + upper;
  }
}

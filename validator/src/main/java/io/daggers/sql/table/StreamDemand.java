package io.daggers.sql.table;

import java.io.Serializable;
import java.util.StringJoiner;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * What a query takes from the records of a stream.
 *
 * @param columns what rows are made of, by name: fields of the schema and {@link StreamColumns}
 * @param wanted the same, with the type NULL for what nobody looks at, also within rows: it need
 *     not be read, and may have any value
 * @param filter rows that it does not let through need not be made
 */
public record StreamDemand(RowType columns, RowType wanted, RowFilter filter)
    implements Serializable {

  /** Every row, with all that the columns hold. */
  public static StreamDemand all(RowType columns) {
    return new StreamDemand(columns, columns, RowFilter.NONE);
  }

  public boolean filters() {
    return !filter.equals(RowFilter.NONE);
  }

  /** What is looked at: {@code city, fare.total WHERE status IN (COMPLETED)}. */
  public String summary() {
    StringJoiner names = new StringJoiner(", ");
    wanted.getFields().forEach(field -> add(field.getName(), field.getType(), names));
    return names + (filters() ? " WHERE " + new FilterWords(columns).of(filter) : "");
  }

  private static void add(String name, LogicalType type, StringJoiner names) {
    if (type.is(LogicalTypeRoot.NULL)) {
      return;
    }
    StringJoiner within = new StringJoiner(", ");
    if (type instanceof RowType row && isNarrowed(row)) {
      row.getFields().forEach(field -> add(name + "." + field.getName(), field.getType(), within));
    }
    names.add(within.length() == 0 ? name : within.toString());
  }

  private static boolean isNarrowed(RowType row) {
    return row.getChildren().stream()
        .anyMatch(
            child ->
                child.is(LogicalTypeRoot.NULL)
                    || (child instanceof RowType inner && isNarrowed(inner)));
  }
}

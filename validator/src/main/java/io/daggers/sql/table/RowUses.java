package io.daggers.sql.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.NullType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Which fields of a row, and of the rows within it, are looked at. */
public final class RowUses {

  private final RowType row;
  private final Use uses = new Use();

  /** The use of one value; of a row that is not used as a whole, the uses of its fields. */
  private static final class Use {
    private final Map<Integer, Use> fields = new TreeMap<>();
    private boolean whole;
  }

  public RowUses(RowType row) {
    this.row = row;
  }

  /**
   * All of a value is looked at.
   *
   * @param path the position of a column, then of a field in each row within it
   */
  public void addWhole(List<Integer> path) {
    at(path).whole = true;
  }

  /** It is only looked whether a value is there. */
  public void addPresence(List<Integer> path) {
    at(path);
  }

  /** The row with the type NULL for every field that is not looked at. */
  public RowType wanted() {
    return narrowed(row, uses);
  }

  private Use at(List<Integer> path) {
    Use use = uses;
    for (int position : path) {
      use = use.fields.computeIfAbsent(position, key -> new Use());
    }
    return use;
  }

  private static RowType narrowed(RowType row, Use use) {
    List<RowType.RowField> fields = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      RowType.RowField field = row.getFields().get(i);
      fields.add(new RowType.RowField(field.getName(), wanted(field.getType(), use.fields.get(i))));
    }
    return new RowType(row.isNullable(), fields);
  }

  private static LogicalType wanted(LogicalType type, @Nullable Use use) {
    if (use == null) {
      return new NullType();
    }
    return use.whole || !(type instanceof RowType inner) ? type : narrowed(inner, use);
  }
}

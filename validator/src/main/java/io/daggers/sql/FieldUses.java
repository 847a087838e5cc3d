package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.sql.table.RowUses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** The fields of a row in the expressions of a compiled plan's JSON. */
final class FieldUses {

  private static final Set<String> PRESENCE = Set.of("$IS NULL$1", "$IS NOT NULL$1");

  private final RowType row;
  private final RowUses uses;

  /**
   * @param row what the expressions refer to
   */
  FieldUses(RowType row) {
    this.row = row;
    this.uses = new RowUses(row);
  }

  /** Notes what an expression, or a list of them, looks at. */
  void add(JsonNode expression) {
    Optional<List<Integer>> path = path(expression, row);
    if (path.isPresent()) {
      uses.addWhole(path.get());
      return;
    }
    Optional<List<Integer>> tested =
        PRESENCE.contains(expression.path("internalName").asText())
            ? path(expression.path("operands").path(0), row)
            : Optional.empty();
    if (tested.isPresent()) {
      uses.addPresence(tested.get());
    } else {
      expression.forEach(this::add);
    }
  }

  /** The row with the type NULL for every field that is not looked at. */
  RowType wanted() {
    return uses.wanted();
  }

  /**
   * The positions that lead to a field, if an expression is one: a column, or a field of a row
   * within it.
   */
  static Optional<List<Integer>> path(JsonNode expression, RowType row) {
    return switch (expression.path("kind").asText()) {
      case "INPUT_REF" -> Optional.of(List.of(expression.get("inputIndex").asInt()));
      case "FIELD_ACCESS" ->
          path(expression.get("expr"), row)
              .flatMap(outer -> within(outer, expression.get("name").asText(), row));
      default -> Optional.empty();
    };
  }

  private static Optional<List<Integer>> within(List<Integer> outer, String name, RowType row) {
    int field = type(outer, row) instanceof RowType inner ? inner.getFieldIndex(name) : -1;
    if (field < 0) {
      return Optional.empty();
    }
    List<Integer> path = new ArrayList<>(outer);
    path.add(field);
    return Optional.of(path);
  }

  /** The type of the field that a path leads to. */
  static LogicalType type(List<Integer> path, RowType row) {
    LogicalType type = row;
    for (int position : path) {
      type = type.getChildren().get(position);
    }
    return type;
  }
}

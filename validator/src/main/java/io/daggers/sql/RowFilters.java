package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.sql.table.RowFilter;
import io.daggers.sql.table.RowFilter.Range;
import io.daggers.sql.table.StreamColumns;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a condition of a compiled plan what can be told from single fields of a record. A range
 * of numbers with decimals includes its ends: what they are compared with has been rounded.
 */
final class RowFilters {

  private static final Set<String> TEXT = Set.of("CHAR", "VARCHAR");
  private static final Set<String> WHOLE =
      Set.of("TINYINT", "SMALLINT", "INT", "INTEGER", "BIGINT");
  private static final Set<String> NUMBERS =
      Set.of("TINYINT", "SMALLINT", "INT", "INTEGER", "BIGINT", "DOUBLE", "DECIMAL");

  private final RowType row;

  private RowFilters(RowType row) {
    this.row = row;
  }

  /**
   * @param condition as a plan's JSON has it
   * @param row what it is about
   */
  static RowFilter of(JsonNode condition, RowType row) {
    return new RowFilters(row).filter(condition).orElse(RowFilter.NONE);
  }

  private Optional<RowFilter> filter(JsonNode condition) {
    JsonNode operands = condition.path("operands");
    JsonNode left = operands.path(0);
    String operator = condition.path("internalName").asText();
    return switch (operator) {
      case "$AND$1" -> {
        List<RowFilter> parts = filters(operands);
        yield parts.isEmpty() ? Optional.empty() : Optional.of(new RowFilter.And(parts));
      }
      case "$OR$1" -> {
        List<RowFilter> parts = filters(operands);
        yield parts.size() < operands.size()
            ? Optional.empty()
            : Optional.of(new RowFilter.Or(parts));
      }
      case "$NOT$1" -> truth(left, false);
      case "$IS TRUE$1" -> truth(left, true);
      case "$IS NULL$1" -> path(left).map(path -> new RowFilter.IsNull(path, true));
      case "$IS NOT NULL$1" -> path(left).map(path -> new RowFilter.IsNull(path, false));
      case "$SEARCH$1" -> search(left, operands.path(1));
      case "" -> truth(condition, true);
      default -> comparison(operator, left, operands.path(1));
    };
  }

  private List<RowFilter> filters(JsonNode operands) {
    return StreamSupport.stream(operands.spliterator(), false)
        .flatMap(operand -> filter(operand).stream())
        .toList();
  }

  private Optional<RowFilter> truth(JsonNode operand, boolean truth) {
    return path(operand)
        .filter(path -> FieldUses.type(path, row).getTypeRoot().name().equals("BOOLEAN"))
        .map(path -> new RowFilter.Within(path, List.of(Range.point(truth)), false));
  }

  private Optional<RowFilter> comparison(String operator, JsonNode left, JsonNode right) {
    if (left.path("kind").asText().equals("LITERAL")) {
      return right.path("kind").asText().equals("LITERAL")
          ? Optional.empty()
          : comparison(mirrored(operator), right, left);
    }
    Optional<List<Integer>> path = path(left);
    Serializable value =
        path.map(p -> value(right.path("value"), right.path("type"), p)).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    boolean exact = !(value instanceof Double);
    List<Range> ranges =
        switch (operator) {
          case "$=$1" -> List.of(Range.point(value));
          case "$<>$1" ->
              List.of(new Range(null, false, value, !exact), new Range(value, !exact, null, false));
          case "$<$1" -> List.of(new Range(null, false, value, !exact));
          case "$<=$1" -> List.of(new Range(null, false, value, true));
          case "$>$1" -> List.of(new Range(value, !exact, null, false));
          case "$>=$1" -> List.of(new Range(value, true, null, false));
          default -> List.of();
        };
    return ranges.isEmpty()
        ? Optional.empty()
        : Optional.of(new RowFilter.Within(path.get(), ranges, false));
  }

  private static String mirrored(String operator) {
    return switch (operator) {
      case "$<$1" -> "$>$1";
      case "$<=$1" -> "$>=$1";
      case "$>$1" -> "$<$1";
      case "$>=$1" -> "$<=$1";
      default -> operator;
    };
  }

  /** IN, NOT IN, BETWEEN and what the planner has merged: a set of ranges. */
  private Optional<RowFilter> search(JsonNode operand, JsonNode literal) {
    Optional<List<Integer>> path = path(operand);
    JsonNode sarg = literal.path("sarg");
    if (path.isEmpty() || !sarg.has("ranges")) {
      return Optional.empty();
    }
    List<Range> ranges = new ArrayList<>();
    for (JsonNode range : sarg.get("ranges")) {
      Serializable lower = end(range, "lower", literal.path("type"), path.get());
      Serializable upper = end(range, "upper", literal.path("type"), path.get());
      if ((lower == null && range.has("lower")) || (upper == null && range.has("upper"))) {
        return Optional.empty();
      }
      boolean rounded = lower instanceof Double || upper instanceof Double;
      ranges.add(
          new Range(
              lower,
              rounded || isClosed(range, "lower"),
              upper,
              rounded || isClosed(range, "upper")));
    }
    boolean orNull = sarg.path("nullAs").asText().equals("TRUE");
    return Optional.of(new RowFilter.Within(path.get(), ranges, orNull));
  }

  private @Nullable Serializable end(
      JsonNode range, String end, JsonNode type, List<Integer> path) {
    return value(range.path(end).path("value"), type, path);
  }

  private static boolean isClosed(JsonNode range, String end) {
    return range.path(end).path("boundType").asText().equals("CLOSED");
  }

  /** A field of the schema; what a record has besides is not read from its bytes. */
  private Optional<List<Integer>> path(JsonNode expression) {
    return FieldUses.path(expression, row)
        .filter(
            path ->
                StreamColumns.ALL.stream()
                    .noneMatch(c -> c.getName().equals(row.getFieldNames().get(path.get(0)))));
  }

  /** A literal that a field is compared with, where both compare as values of one type. */
  private @Nullable Serializable value(JsonNode value, JsonNode type, List<Integer> path) {
    if (!value.isValueNode() || value.isNull()) {
      return null;
    }
    String literal = type.isTextual() ? type.asText().replaceAll("\\W.*", "") : "";
    LogicalType field = FieldUses.type(path, row);
    return switch (field.getTypeRoot()) {
      case VARCHAR -> TEXT.contains(literal) ? value.asText() : null;
      case INTEGER, BIGINT -> WHOLE.contains(literal) ? whole(value) : null;
      case DOUBLE ->
          NUMBERS.contains(literal) ? new BigDecimal(value.asText()).doubleValue() : null;
      default -> null;
    };
  }

  private static @Nullable Long whole(JsonNode value) {
    try {
      return new BigDecimal(value.asText()).longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }
}

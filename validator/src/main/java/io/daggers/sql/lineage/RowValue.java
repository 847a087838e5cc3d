package io.daggers.sql.lineage;

import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A value that the rows of a relation hold, followed from where it comes to be through everything
 * that passes it on. Two columns that hold the same value are the same object.
 */
public final class RowValue {

  /** Where a value comes to be. */
  public enum Kind {
    /** A column of a source table, or a field inside it. */
    FIELD,
    WINDOW_START,
    WINDOW_END,
    WINDOW_TIME,
    /** Written in the query. */
    CONSTANT,
    /** Gathered from several rows. */
    AGGREGATE,
    /** The place of a row among others, as ROW_NUMBER gives it. */
    RANK,
    /** Worked out from other values of the same row. */
    COMPUTED,
    /** Chosen by the query from what several relations give. */
    MIXED
  }

  private final Kind kind;
  private final String name;
  private final RelDataType type;
  private final List<RowValue> inputs;
  private final String detail;
  private final @Nullable Object constant;

  private RowValue(
      Kind kind,
      String name,
      RelDataType type,
      List<RowValue> inputs,
      String detail,
      @Nullable Object constant) {
    this.kind = kind;
    this.name = name;
    this.type = type;
    this.inputs = List.copyOf(inputs);
    this.detail = detail;
    this.constant = constant;
  }

  static RowValue field(String table, String path, RelDataType type) {
    return new RowValue(Kind.FIELD, path, type, List.of(), table, null);
  }

  /** A field inside a value that is a row. */
  RowValue inside(String field, RelDataType fieldType) {
    return kind == Kind.FIELD
        ? field(detail, name + "." + field, fieldType)
        : new RowValue(Kind.COMPUTED, field, fieldType, List.of(this), field, null);
  }

  /**
   * @param window what defines the window, as text: equal windows have equal text
   */
  static RowValue window(Kind kind, String name, RelDataType type, String window) {
    return new RowValue(kind, name, type, List.of(), window, null);
  }

  static RowValue constant(RelDataType type, @Nullable Object value) {
    return new RowValue(Kind.CONSTANT, "", type, List.of(), "", value);
  }

  static RowValue computed(String name, RelDataType type, String operator, List<RowValue> inputs) {
    return new RowValue(Kind.COMPUTED, name, type, inputs, operator, null);
  }

  static RowValue of(Kind kind, String name, RelDataType type) {
    return new RowValue(kind, name, type, List.of(), "", null);
  }

  public Kind kind() {
    return kind;
  }

  /** What an analyst would call it: a column, or a path such as {@code fare.total}. */
  public String name() {
    return name;
  }

  public RelDataType type() {
    return type;
  }

  /** What a computed value is worked out from, in the order of the operands. */
  public List<RowValue> inputs() {
    return inputs;
  }

  /** The table of a field, the operator of a computed value, the definition of a window. */
  public String detail() {
    return detail;
  }

  /** The value of a constant; null where that is NULL or the value is none. */
  public @Nullable Object constant() {
    return constant;
  }

  /** Itself and everything it is worked out from. */
  public Stream<RowValue> origins() {
    return Stream.concat(Stream.of(this), inputs.stream().flatMap(RowValue::origins));
  }

  boolean isWindowBound() {
    return kind == Kind.WINDOW_START || kind == Kind.WINDOW_END;
  }

  @Override
  public String toString() {
    return name.isEmpty() ? kind + " " + constant : name;
  }
}

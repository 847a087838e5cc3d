package io.daggers.sql.origin;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.table.StreamTable;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

/**
 * A column of a table, a sub-query or a window.
 *
 * @param definitions what its values are; several where it is a column of a UNION
 */
public record Column(String name, List<Definition> definitions) {

  public Column {
    definitions = List.copyOf(definitions);
  }

  Column(String name, Definition definition) {
    this(name, List.of(definition));
  }

  Column as(String other) {
    return new Column(other, definitions);
  }

  /** What a column's values are. */
  public sealed interface Definition {}

  /**
   * A field of a stream's schema.
   *
   * @param element whether it is one element of a repeated field, or one value of a map
   */
  public record Field(StreamTable source, FieldDescriptor field, boolean element)
      implements Definition {}

  /** A column that every stream has besides its fields, such as {@code rowtime}. */
  public record OfStream(StreamTable source, String name) implements Definition {}

  /** {@code window_start}, {@code window_end} or {@code window_time} of a window function. */
  public record OfWindow(SqlCall window, String name) implements Definition {}

  /** What the query computes. */
  public record Computed(SqlNode node, Scope scope) implements Definition {}

  /** The elements of what the query computes, unnested. */
  public record Elements(SqlNode node, Scope scope) implements Definition {}

  /** Not followed. */
  public record Unknown() implements Definition {}
}

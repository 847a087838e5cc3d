package io.daggers.sql.origin;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns in order.
 *
 * @param known whether these are all its columns; otherwise it may have others
 */
public record Relation(List<Column> columns, boolean known) {

  /** Something whose columns are not followed. */
  static final Relation UNKNOWN = new Relation(List.of(), false);

  public Relation {
    columns = List.copyOf(columns);
  }

  Relation(List<Column> columns) {
    this(columns, true);
  }

  /** The column of a name; one of unknown values where there is none that is known. */
  public Column column(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseGet(() -> new Column(name, new Column.Unknown()));
  }

  Relation named(List<String> names) {
    if (names.size() != columns.size()) {
      return UNKNOWN;
    }
    List<Column> renamed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      renamed.add(columns.get(i).as(names.get(i)));
    }
    return new Relation(renamed);
  }

  Relation with(List<Column> others) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(others);
    return new Relation(all, known);
  }

  /** This on top of another: each column is either. */
  Relation union(Relation other) {
    if (!known || !other.known || columns.size() != other.columns.size()) {
      return UNKNOWN;
    }
    List<Column> both = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      List<Column.Definition> definitions = new ArrayList<>(columns.get(i).definitions());
      definitions.addAll(other.columns.get(i).definitions());
      both.add(new Column(columns.get(i).name(), definitions));
    }
    return new Relation(both);
  }
}

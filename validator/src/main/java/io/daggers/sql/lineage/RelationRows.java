package io.daggers.sql.lineage;

import java.util.List;

/**
 * What the rows of a relation hold.
 *
 * @param columns the value of each column
 * @param keys what tells the rows apart; none where that is not known
 */
public record RelationRows(List<RowValue> columns, List<UniqueKey> keys) {

  public RelationRows {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  RelationRows withKeys(List<UniqueKey> others) {
    return new RelationRows(columns, others);
  }
}

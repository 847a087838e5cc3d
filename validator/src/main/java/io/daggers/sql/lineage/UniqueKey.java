package io.daggers.sql.lineage;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Values that no two rows of a relation share.
 *
 * @param ofGroups whether the query itself tells its rows apart by them, as GROUP BY does;
 *     otherwise they are what tells one record of a topic from the next
 */
public record UniqueKey(Set<RowValue> values, boolean ofGroups) {

  public UniqueKey {
    values = new LinkedHashSet<>(values);
  }

  UniqueKey and(UniqueKey other) {
    Set<RowValue> both = new LinkedHashSet<>(values);
    both.addAll(other.values);
    return new UniqueKey(both, ofGroups && other.ofGroups);
  }
}

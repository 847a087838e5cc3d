package io.daggers.sql.lineage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;

/**
 * What can be told of a query's rows without running it.
 *
 * @param output the rows it gives
 * @param kept what it must remember for ever, in the order in which rows meet it
 * @param limits the clauses that give the first rows of all
 * @param groupItems where a value is an item of a GROUP BY
 * @param optional values of the side of a join that may be missing, with those of the other side
 *     that they are equal to where it is there
 * @param windows where rows are put into windows
 */
public record QueryLineage(
    RelationRows output,
    Dependencies dependencies,
    List<KeptState> kept,
    List<SqlNode> limits,
    Map<RowValue, SqlNode> groupItems,
    Map<RowValue, RowValue> optional,
    List<WindowUse> windows) {

  public QueryLineage {
    windows = List.copyOf(windows);
    kept = List.copyOf(kept);
    limits = List.copyOf(limits);
    groupItems = Map.copyOf(groupItems);
    optional = Map.copyOf(optional);
  }

  /**
   * @param relation what the query computes, before it is optimised
   */
  public static QueryLineage of(RelNode relation, SqlNode validated, SqlValidator validator) {
    return new LineageReader(Clauses.of(validated, validator)).read(relation);
  }

  /** Whether all values follow from the given ones. */
  public boolean follow(Set<RowValue> values, Set<RowValue> given) {
    return dependencies.closure(given).containsAll(values);
  }

  /** The key of which the fewest values do not follow from the given ones. */
  public Optional<UniqueKey> nearestKey(Set<RowValue> given) {
    Set<RowValue> closure = dependencies.closure(given);
    return output.keys().stream()
        .min(
            Comparator.comparing((UniqueKey key) -> !closure.containsAll(key.values()))
                .thenComparing(key -> !key.ofGroups())
                .thenComparing(
                    key -> key.values().stream().filter(v -> !closure.contains(v)).count()));
  }
}

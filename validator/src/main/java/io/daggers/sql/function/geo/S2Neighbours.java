package io.daggers.sql.function.geo;

import com.google.common.geometry.S2CellId;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.Arrays;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The S2 cells around another. */
@Described(
    name = "S2_NEIGHBOURS",
    topic = Topic.PLACES,
    form = "S2_NEIGHBOURS(cell BIGINT)",
    gives = "ARRAY<BIGINT>",
    does = "The four cells of the same level that share an edge with an S2 cell.",
    nulls = "the argument is NULL, or no id of a cell",
    examples = {
      @Example(sql = "CARDINALITY(S2_NEIGHBOURS(S2_ID(-6.2, 106.8, 13)))", result = "4"),
      @Example(sql = "S2_TOKEN(S2_NEIGHBOURS(S2_ID(-6.2, 106.8, 13))[1])", result = "2e69f6b4")
    })
public final class S2Neighbours extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public Long @Nullable [] eval(@Nullable Long cell) {
    return S2Cells.of(cell).map(S2Neighbours::around).orElse(null);
  }

  private static Long[] around(S2CellId id) {
    S2CellId[] cells = new S2CellId[4];
    id.getEdgeNeighbors(cells);
    return Arrays.stream(cells).map(S2CellId::id).toArray(Long[]::new);
  }
}

package io.daggers.sql.function.geo;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The coarser S2 cell that holds another. */
@Described(
    name = "S2_PARENT",
    topic = Topic.PLACES,
    form = "S2_PARENT(cell BIGINT, level INT)",
    gives = "BIGINT",
    does = "The cell of a coarser level that holds an S2 cell; the cell itself at its own level.",
    nulls =
        "an argument is NULL, the first is no id of a cell, or the level is below 0 or finer"
            + " than the cell",
    arguments = {Argument.ANYTHING, Argument.S2_LEVEL},
    examples = {
      @Example(
          sql = "S2_PARENT(S2_ID(-6.2, 106.8, 13), 10) = S2_ID(-6.2, 106.8, 10)",
          result = "TRUE"),
      @Example(sql = "S2_PARENT(S2_ID(-6.2, 106.8, 13), 14)", result = "NULL")
    })
public final class S2Parent extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Long eval(@Nullable Long cell, @Nullable Integer level) {
    if (level == null || level < 0) {
      return null;
    }
    return S2Cells.of(cell)
        .filter(id -> id.level() >= level)
        .map(id -> id.parent(level).id())
        .orElse(null);
  }
}

package io.daggers.sql.function.geo;

import com.google.common.geometry.S2CellId;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The level of an S2 cell. */
@Described(
    name = "S2_LEVEL",
    topic = Topic.PLACES,
    form = "S2_LEVEL(cell BIGINT)",
    gives = "INT",
    does = "The level of an S2 cell, from 0 to 30.",
    nulls = "the argument is NULL, or no id of a cell",
    examples = {@Example(sql = "S2_LEVEL(S2_ID(-6.2, 106.8, 13))", result = "13")})
public final class S2Level extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Integer eval(@Nullable Long cell) {
    return S2Cells.of(cell).map(S2CellId::level).orElse(null);
  }
}

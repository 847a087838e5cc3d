package io.daggers.sql.function.geo;

import com.google.common.geometry.S2Cell;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Globe;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The area of an S2 cell. */
@Described(
    name = "S2_AREA",
    topic = Topic.PLACES,
    form = "S2_AREA(cell BIGINT)",
    gives = "DOUBLE",
    does = "The area of an S2 cell in square metres.",
    nulls = "the argument is NULL, or no id of a cell",
    examples = {@Example(sql = "ROUND(S2_AREA(S2_ID(-6.2, 106.8, 13)), 0)", result = "1481548.0")})
public final class S2Area extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Double eval(@Nullable Long cell) {
    return S2Cells.of(cell)
        .map(id -> new S2Cell(id).exactArea() * Globe.RADIUS * Globe.RADIUS)
        .orElse(null);
  }
}

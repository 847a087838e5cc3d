package io.daggers.sql.function.geo;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The latitude of the centre of an S2 cell. */
@Described(
    name = "S2_LATITUDE",
    topic = Topic.PLACES,
    form = "S2_LATITUDE(cell BIGINT)",
    gives = "DOUBLE",
    does = "The latitude of the centre of an S2 cell, in degrees.",
    nulls = "the argument is NULL, or no id of a cell",
    examples = {
      @Example(sql = "ROUND(S2_LATITUDE(S2_ID(-6.2, 106.8, 13)), 4)", result = "-6.2027")
    })
public final class S2Latitude extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Double eval(@Nullable Long cell) {
    return S2Cells.of(cell).map(id -> id.toLatLng().latDegrees()).orElse(null);
  }
}

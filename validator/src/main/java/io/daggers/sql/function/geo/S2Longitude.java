package io.daggers.sql.function.geo;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The longitude of the centre of an S2 cell. */
@Described(
    name = "S2_LONGITUDE",
    topic = Topic.PLACES,
    form = "S2_LONGITUDE(cell BIGINT)",
    gives = "DOUBLE",
    does = "The longitude of the centre of an S2 cell, in degrees.",
    nulls = "the argument is NULL, or no id of a cell",
    examples = {
      @Example(sql = "ROUND(S2_LONGITUDE(S2_ID(-6.2, 106.8, 13)), 4)", result = "106.8001")
    })
public final class S2Longitude extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Double eval(@Nullable Long cell) {
    return S2Cells.of(cell).map(id -> id.toLatLng().lngDegrees()).orElse(null);
  }
}

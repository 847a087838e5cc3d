package io.daggers.sql.function.geo;

import com.google.common.geometry.S2CellId;
import com.google.common.geometry.S2LatLng;
import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Globe;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The id of the S2 cell that holds a point. */
@Described(
    name = "S2_ID",
    topic = Topic.PLACES,
    form = "S2_ID(latitude DOUBLE, longitude DOUBLE, level INT)",
    gives = "BIGINT",
    does =
        "The id of the S2 cell that holds a point in degrees. Levels go from 0, a sixth of the"
            + " earth, to 30, about 1 cm\u00b2; 13 is about 1 km\u00b2. Ids of the Americas and around"
            + " the south pole are negative.",
    nulls = "an argument is NULL, the point is not on the globe, or there is no such level",
    arguments = {Argument.LATITUDE, Argument.LONGITUDE, Argument.S2_LEVEL},
    examples = {
      @Example(sql = "S2_ID(-6.2, 106.8, 13)", result = "3344475485613588480"),
      @Example(sql = "S2_ID(CAST(NULL AS DOUBLE), 106.8, 13)", result = "NULL")
    })
public final class S2Id extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Long eval(
      @Nullable Double latitude, @Nullable Double longitude, @Nullable Integer level) {
    if (latitude == null || longitude == null || level == null) {
      return null;
    }
    if (!Globe.has(latitude, longitude) || !Globe.isLevel(level)) {
      return null;
    }
    return S2CellId.fromLatLng(S2LatLng.fromDegrees(latitude, longitude)).parent(level).id();
  }
}

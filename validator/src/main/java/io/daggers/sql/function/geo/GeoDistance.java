package io.daggers.sql.function.geo;

import com.google.common.geometry.S2LatLng;
import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Globe;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** Metres between two points. */
@Described(
    name = "GEO_DISTANCE",
    topic = Topic.PLACES,
    form =
        "GEO_DISTANCE(latitude DOUBLE, longitude DOUBLE, other_latitude DOUBLE, other_longitude DOUBLE)",
    gives = "DOUBLE",
    does =
        "Metres between two points along the surface of a globe of the mean radius 6,371,008.8"
            + " m. The earth is no globe: the true distance differs by up to 0.6 %.",
    nulls = "an argument is NULL, or a point is not on the globe",
    arguments = {Argument.LATITUDE, Argument.LONGITUDE, Argument.LATITUDE, Argument.LONGITUDE},
    examples = {
      @Example(sql = "ROUND(GEO_DISTANCE(-6.2, 106.8, -6.9, 107.6), 0)", result = "117765.0"),
      @Example(sql = "GEO_DISTANCE(-6.2, 106.8, -6.9, CAST(NULL AS DOUBLE))", result = "NULL")
    })
public final class GeoDistance extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Double eval(
      @Nullable Double latitude,
      @Nullable Double longitude,
      @Nullable Double otherLatitude,
      @Nullable Double otherLongitude) {
    if (latitude == null
        || longitude == null
        || otherLatitude == null
        || otherLongitude == null
        || !Globe.has(latitude, longitude)
        || !Globe.has(otherLatitude, otherLongitude)) {
      return null;
    }
    return S2LatLng.fromDegrees(latitude, longitude)
        .getDistance(S2LatLng.fromDegrees(otherLatitude, otherLongitude), Globe.RADIUS);
  }
}

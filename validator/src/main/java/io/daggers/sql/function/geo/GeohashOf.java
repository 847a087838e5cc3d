package io.daggers.sql.function.geo;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Globe;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The geohash of a point. */
@Described(
    name = "GEOHASH",
    topic = Topic.PLACES,
    form = "GEOHASH(latitude DOUBLE, longitude DOUBLE, length INT)",
    gives = "STRING",
    does =
        "The geohash of a point in degrees, with 1 to 12 letters; 6 letters are about 1 km by"
            + " 0.6 km at the equator.",
    nulls = "an argument is NULL, the point is not on the globe, or there is no such length",
    arguments = {Argument.LATITUDE, Argument.LONGITUDE, Argument.GEOHASH_LENGTH},
    examples = {
      @Example(sql = "GEOHASH(57.64911, 10.40744, 11)", result = "u4pruydqqvj"),
      @Example(sql = "GEOHASH(-6.2, 106.8, 6)", result = "qqguwr")
    })
public final class GeohashOf extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable String eval(
      @Nullable Double latitude, @Nullable Double longitude, @Nullable Integer length) {
    if (latitude == null || longitude == null || length == null) {
      return null;
    }
    boolean exists = length >= 1 && length <= Geohash.LONGEST;
    return Globe.has(latitude, longitude) && exists
        ? Geohash.of(latitude, longitude, length)
        : null;
  }
}

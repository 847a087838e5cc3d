package io.daggers.sql.function.geo;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The latitude of a geohash. */
@Described(
    name = "GEOHASH_LATITUDE",
    topic = Topic.PLACES,
    form = "GEOHASH_LATITUDE(geohash STRING)",
    gives = "DOUBLE",
    does = "The latitude of the centre of a geohash, in degrees.",
    nulls = "the argument is NULL, or no geohash of 1 to 12 letters",
    examples = {
      @Example(sql = "ROUND(GEOHASH_LATITUDE('u4pruydqqvj'), 5)", result = "57.64911"),
      @Example(sql = "GEOHASH_LATITUDE('a')", result = "NULL")
    })
public final class GeohashLatitude extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Double eval(@Nullable String geohash) {
    return Geohash.centre(geohash).map(Geohash.Point::latitude).orElse(null);
  }
}

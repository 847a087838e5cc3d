package io.daggers.sql.function.geo;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The longitude of a geohash. */
@Described(
    name = "GEOHASH_LONGITUDE",
    topic = Topic.PLACES,
    form = "GEOHASH_LONGITUDE(geohash STRING)",
    gives = "DOUBLE",
    does = "The longitude of the centre of a geohash, in degrees.",
    nulls = "the argument is NULL, or no geohash of 1 to 12 letters",
    examples = {
      @Example(sql = "ROUND(GEOHASH_LONGITUDE('u4pruydqqvj'), 5)", result = "10.40744"),
      @Example(sql = "GEOHASH_LONGITUDE('a')", result = "NULL")
    })
public final class GeohashLongitude extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Double eval(@Nullable String geohash) {
    return Geohash.centre(geohash).map(Geohash.Point::longitude).orElse(null);
  }
}

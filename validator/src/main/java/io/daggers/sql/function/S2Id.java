package io.daggers.sql.function;

import com.google.common.geometry.S2CellId;
import com.google.common.geometry.S2LatLng;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code S2_ID(latitude, longitude, level)}: the id of the S2 cell that holds a point.
 *
 * <p>Degrees; level from 0 (the largest cells) to 30. NULL where an argument is NULL, a coordinate
 * is not on the globe, or there is no such level.
 */
public final class S2Id extends ScalarFunction {

  private static final long serialVersionUID = 1L;
  private static final int MAX_LEVEL = 30;

  public @Nullable Long eval(
      @Nullable Double latitude, @Nullable Double longitude, @Nullable Integer level) {
    if (latitude == null || longitude == null || level == null) {
      return null;
    }
    boolean onTheGlobe = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (!onTheGlobe || level < 0 || level > MAX_LEVEL) {
      return null;
    }
    return S2CellId.fromLatLng(S2LatLng.fromDegrees(latitude, longitude)).parent(level).id();
  }
}

package io.daggers.sql.function.reference;

import org.jspecify.annotations.Nullable;

/** Which coordinates there are, in degrees. */
public final class Globe {

  /** The mean radius of the earth in metres. */
  public static final double RADIUS = 6_371_008.8;

  private static final int MAX_LEVEL = 30;

  private Globe() {}

  public static boolean isLatitude(double degrees) {
    return Math.abs(degrees) <= 90;
  }

  public static boolean isLongitude(double degrees) {
    return Math.abs(degrees) <= 180;
  }

  public static boolean isLevel(double level) {
    return level >= 0 && level <= MAX_LEVEL;
  }

  public static boolean has(@Nullable Double latitude, @Nullable Double longitude) {
    return latitude != null && longitude != null && isLatitude(latitude) && isLongitude(longitude);
  }
}

package io.daggers.sql.function.geo;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Geohashes: halves of the world, longitude and latitude in turn, five to a letter. */
final class Geohash {

  static final int LONGEST = 12;

  private static final String LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz";

  /** The centre of a geohash in degrees. */
  record Point(double latitude, double longitude) {}

  private Geohash() {}

  static String of(double latitude, double longitude, int length) {
    double[] point = {longitude, latitude};
    double[] low = {-180, -90};
    double[] high = {180, 90};
    StringBuilder hash = new StringBuilder(length);
    int axis = 0;
    while (hash.length() < length) {
      int letter = 0;
      for (int bit = 0; bit < 5; bit++) {
        double middle = (low[axis] + high[axis]) / 2;
        boolean upper = point[axis] >= middle;
        (upper ? low : high)[axis] = middle;
        letter = letter * 2 + (upper ? 1 : 0);
        axis = 1 - axis;
      }
      hash.append(LETTERS.charAt(letter));
    }
    return hash.toString();
  }

  /** Nothing where it is no geohash. */
  static Optional<Point> centre(@Nullable String hash) {
    if (hash == null || hash.isEmpty() || hash.length() > LONGEST) {
      return Optional.empty();
    }
    double[] low = {-180, -90};
    double[] high = {180, 90};
    int axis = 0;
    for (char c : hash.toLowerCase(Locale.ROOT).toCharArray()) {
      int letter = LETTERS.indexOf(c);
      if (letter < 0) {
        return Optional.empty();
      }
      for (int bit = 4; bit >= 0; bit--) {
        double middle = (low[axis] + high[axis]) / 2;
        ((letter >> bit & 1) == 1 ? low : high)[axis] = middle;
        axis = 1 - axis;
      }
    }
    return Optional.of(new Point((low[1] + high[1]) / 2, (low[0] + high[0]) / 2));
  }
}

package io.daggers.sql.function.reference;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an argument of a function must be. Where it is a constant the validator says so; where it is
 * not, the function gives NULL.
 */
public enum Argument {
  ANYTHING("anything", false, constant -> true),
  LATITUDE("a latitude is from -90 to 90 degrees", false, number(Globe::isLatitude)),
  LONGITUDE("a longitude is from -180 to 180 degrees", false, number(Globe::isLongitude)),
  S2_LEVEL("S2 cells have levels from 0 to 30", false, number(Globe::isLevel)),
  GEOHASH_LENGTH("a geohash has 1 to 12 letters", false, number(n -> n >= 1 && n <= 12)),
  SHARE("the share is from 0 to 1: 0.95 for the 95th percentile", true, number(Argument::isShare)),
  BOUNDS("the bounds are an array of rising numbers", true, Argument::isRising),
  HALF_LIFE("the half-life is an interval longer than nothing", true, number(n -> n > 0)),
  ZONE("a zone is written like 'Asia/Jakarta', 'UTC' or '+07:00'", false, text(Zones::isZone)),
  PATTERN("a pattern is written like 'yyyy-MM-dd HH:mm'", false, text(Zones::isPattern)),
  PERIOD(
      "the periods are HOUR, DAY, WEEK, MONTH, QUARTER and YEAR",
      false,
      text(word -> Period.of(word).isPresent())),
  JSON_PATH(
      "a path here is made of names and positions, such as $.driver.phones[0]",
      false,
      text(path -> JsonPath.of(path).isPresent())),
  LETTERS("a number of letters is not below 0", false, number(n -> n >= 0));

  private final String rule;
  private final boolean constant;

  @SuppressWarnings("ImmutableEnumChecker") // a function that keeps nothing
  private final Predicate<Object> fits;

  Argument(String rule, boolean constant, Predicate<Object> fits) {
    this.rule = rule;
    this.constant = constant;
    this.fits = fits;
  }

  /** What it must be, as a sentence without its period. */
  public String rule() {
    return rule;
  }

  /** Whether it must be the same in every row, so that it is written as a constant. */
  public boolean isConstant() {
    return constant;
  }

  /**
   * @param value a BigDecimal (milliseconds for an interval), a String or a List of BigDecimal;
   *     anything else fits
   */
  public boolean fits(Object value) {
    return fits.test(value);
  }

  private static boolean isShare(double n) {
    return n >= 0 && n <= 1;
  }

  private static Predicate<Object> number(Predicate<Double> predicate) {
    return value -> !(value instanceof BigDecimal number) || predicate.test(number.doubleValue());
  }

  private static Predicate<Object> text(Predicate<String> predicate) {
    return value -> !(value instanceof String text) || predicate.test(text);
  }

  private static boolean isRising(Object value) {
    if (!(value instanceof List<?> bounds)) {
      return true;
    }
    for (int i = 1; i < bounds.size(); i++) {
      if (bounds.get(i - 1) instanceof BigDecimal below
          && bounds.get(i) instanceof BigDecimal above
          && below.compareTo(above) >= 0) {
        return false;
      }
    }
    return !bounds.isEmpty();
  }
}

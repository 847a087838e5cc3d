package io.daggers.definition;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as they are written in YAML: a whole number and {@code m} or {@code g}. */
public final class Memory {

  /** What a person is told to write. */
  public static final String FORM = "an amount of memory such as 768m or 2g";

  private static final Pattern PATTERN = Pattern.compile("([1-9]\\d{0,5})([mg])");
  private static final int MEGABYTES_PER_GIGABYTE = 1024;

  private static final int MEGABYTES_IN_FULL = 10 * MEGABYTES_PER_GIGABYTE;

  private Memory() {}

  /**
   * The amount in megabytes of 1024 × 1024 bytes. Throws IllegalArgumentException on another form.
   */
  public static int megabytes(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an amount of memory: " + text);
    }
    int number = Integer.parseInt(matcher.group(1));
    return matcher.group(2).equals("g") ? number * MEGABYTES_PER_GIGABYTE : number;
  }

  /** An amount as a person says it; large ones to a tenth of a gigabyte. */
  public static String words(int megabytes) {
    if (megabytes % MEGABYTES_PER_GIGABYTE == 0) {
      return megabytes / MEGABYTES_PER_GIGABYTE + "g";
    }
    return megabytes < MEGABYTES_IN_FULL
        ? megabytes + "m"
        : String.format(Locale.ROOT, "%.1fg", (double) megabytes / MEGABYTES_PER_GIGABYTE);
  }
}

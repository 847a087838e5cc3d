package io.daggers.diagnostic;

import java.util.Set;

/**
 * Tells what a reader can see. Characters that steer a terminal, turn the direction of writing or
 * take no room can make a text look like another one.
 */
public final class Printable {

  private static final char REPLACEMENT = '\ufffd';

  /** Letters by Unicode's tables, but blank. */
  private static final Set<Integer> BLANK =
      Set.of(0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0);

  private Printable() {}

  /** Whether a character can be seen, or is a space. */
  public static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !BLANK.contains(codePoint);
    };
  }

  /** The same, cut where it gets longer than that. */
  static String of(String text, int longest) {
    return text.length() <= longest ? of(text) : of(text.substring(0, longest - 2)) + " …";
  }

  /** The text with a sign in place of what cannot be seen; it keeps tabs, lines and its length. */
  public static String of(String text) {
    if (text.codePoints().allMatch(c -> isVisible(c) || isLayout(c))) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isVisible(c) || isLayout(c)) {
                printable.appendCodePoint(c);
              } else {
                printable.append(Character.toString(REPLACEMENT).repeat(Character.charCount(c)));
              }
            });
    return printable.toString();
  }

  private static boolean isLayout(int codePoint) {
    return codePoint == '\t' || codePoint == '\n';
  }
}

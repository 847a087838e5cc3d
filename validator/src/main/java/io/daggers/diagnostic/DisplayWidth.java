package io.daggers.diagnostic;

import java.lang.Character.UnicodeScript;

/** How many columns of a terminal a text takes: ideographs and emoji take two, accents none. */
public final class DisplayWidth {

  private DisplayWidth() {}

  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  static int of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    return Character.isIdeographic(codePoint)
        || isWideScript(codePoint)
        || isIn(codePoint, 0x3000, 0x303e)
        || isIn(codePoint, 0xff01, 0xff60)
        || isIn(codePoint, 0xffe0, 0xffe6)
        || isIn(codePoint, 0x1f300, 0x1f64f)
        || isIn(codePoint, 0x1f680, 0x1f6ff)
        || isIn(codePoint, 0x1f900, 0x1faff);
  }

  private static boolean isWideScript(int codePoint) {
    UnicodeScript script = UnicodeScript.of(codePoint);
    return (script == UnicodeScript.HANGUL && !isIn(codePoint, 0x1160, 0x11ff))
        || (script == UnicodeScript.HIRAGANA)
        || (script == UnicodeScript.KATAKANA && !isIn(codePoint, 0xff61, 0xff9f));
  }

  private static boolean isIn(int codePoint, int from, int to) {
    return codePoint >= from && codePoint <= to;
  }
}

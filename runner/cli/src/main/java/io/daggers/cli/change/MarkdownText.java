package io.daggers.cli.change;

/** Text of other people inside markdown: shown as it is, and never markup, a link or a mention. */
final class MarkdownText {

  private static final String PLAIN = " ,.;/'%=?+-";

  private MarkdownText() {}

  /** On one line, in a paragraph or in a cell of a table. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> append(c, out));
    return out.toString().replace("www.", "www&#46;");
  }

  private static void append(int c, StringBuilder out) {
    if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
      out.appendCodePoint(c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out.append(' ');
    } else if (isInvisible(c)) {
      out.append("&#65533;");
    } else {
      out.append("&#").append(c).append(';');
      if (c == '@' || c == '#') {
        // Without anything between, GitHub would make a mention or a reference of it.
        out.append("&#8203;");
      }
    }
  }

  /** Inside {@code <pre>}: everything stays but what could end it. */
  static String preformatted(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> {
                  if (c != '\n' && c != '\t' && isInvisible(c)) {
                    out.append("&#65533;");
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.toString();
  }

  /** Control characters, and those that turn the direction of writing. */
  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}

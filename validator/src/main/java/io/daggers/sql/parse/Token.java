package io.daggers.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A word, a literal or a sign of a query, for telling mistakes apart where Flink's parser gives up.
 *
 * @param from offset of its first character
 * @param to offset behind its last
 */
record Token(Kind kind, String text, int from, int to) {

  enum Kind {
    WORD,
    NUMBER,
    /** In single quotes. */
    TEXT,
    /** In double or typographic quotes. */
    WRONG_QUOTES,
    /** In backticks. */
    QUOTED_NAME,
    SIGN,
    /** A character that cannot stand in SQL. */
    STRAY,
    END
  }

  private static final int LONGEST_SHOWN = 40;

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<skip>\\s+|--[^\\r\\n]*|/\\*.*?\\*/)"
              + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)"
              + "|(?<text>'[^']*')"
              + "|(?<wrong>\"[^\"\\r\\n]*\"|[‘’][^'‘’\\r\\n]*[‘’]|[“”„][^“”„\\r\\n]*[“”„])"
              + "|(?<name>`[^`]*`)"
              + "|(?<sign><>|<=|>=|!=|\\|\\||=>|->|[-+*/%=<>(),.;:?\\[\\]{}|])"
              + "|(?<stray>.)",
          Pattern.DOTALL);

  /** All tokens of a text, with one of kind END behind the last. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      Kind kind = kind(matcher);
      if (kind != null) {
        tokens.add(new Token(kind, matcher.group(), matcher.start(), matcher.end()));
      }
    }
    tokens.add(new Token(Kind.END, "", text.length(), text.length()));
    return tokens;
  }

  private static @Nullable Kind kind(Matcher matcher) {
    if (matcher.group("skip") != null) {
      return null;
    }
    return matcher.group("word") != null
        ? Kind.WORD
        : matcher.group("number") != null
            ? Kind.NUMBER
            : matcher.group("text") != null
                ? Kind.TEXT
                : matcher.group("wrong") != null
                    ? Kind.WRONG_QUOTES
                    : matcher.group("name") != null
                        ? Kind.QUOTED_NAME
                        : matcher.group("sign") != null ? Kind.SIGN : Kind.STRAY;
  }

  boolean is(String sign) {
    return text.equalsIgnoreCase(sign);
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  String upper() {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Whether quotes are around more than one line: mostly because one is missing further up. */
  boolean isQuotedLines() {
    return (kind == Kind.TEXT || kind == Kind.QUOTED_NAME) && text.lines().count() > 1;
  }

  /** On one line. */
  String shown() {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN - 3) + "...";
  }

  /** The text between the quotes. */
  String inside() {
    return text.substring(1, text.length() - 1);
  }
}

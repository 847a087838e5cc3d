package io.daggers.sql.parse;

import io.daggers.sql.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mistakes that are often made around the token at which a parser stops, likely ones first. */
final class ParseMistakes {

  /** What can follow a list, but not the comma that a list leaves behind. */
  private static final Set<String> AFTER_A_LIST =
      Set.of(
          "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "UNION", "LIMIT", "SELECT", ")", ",", ";",
          "");

  private static final Map<String, String> SIGNS =
      Map.of("!=", "<>", "&", "AND", "|", "OR", "#", "--", "==", "=");

  private static final Pattern AMOUNT =
      Pattern.compile("\\s*(\\d+)\\s*([A-Za-z]+?)(s?)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Set<String> UNITS =
      Set.of("SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "YEAR");

  private final List<Token> tokens;
  private final int at;
  private final Set<String> expected;
  private final Set<String> names;
  private final WordMistakes words;
  private final List<ParseMistake> mistakes = new ArrayList<>();

  /**
   * @param at index of the token at which the parser stopped
   * @param expected the words that the parser would have taken there
   * @param reserved words that are names in backticks only
   * @param names columns and tables that the query can use
   */
  ParseMistakes(
      List<Token> tokens, int at, Set<String> expected, Set<String> reserved, Set<String> names) {
    this.tokens = tokens;
    this.at = at;
    this.expected = expected;
    this.words = new WordMistakes(tokens, at, expected, reserved, names, mistakes::add);
    this.names = names;
  }

  List<ParseMistake> list() {
    for (int i = Math.max(0, at - 1); i <= Math.min(at + 2, tokens.size() - 1); i++) {
      quotes(tokens.get(i));
      signs(i);
    }
    commas();
    interval();
    words.find();
    missing();
    return mistakes;
  }

  private void quotes(Token token) {
    if (token.kind() != Kind.WRONG_QUOTES) {
      return;
    }
    String inside = token.inside();
    String text = "'" + inside.replace("'", "''") + "'";
    String what = token.text().startsWith("\"") ? "double quotes cannot" : "these quotes cannot";
    if (names.contains(inside)) {
      mistakes.add(
          ParseMistake.instead(
              token,
              "`" + inside + "`",
              what + " stand in SQL",
              "write the column as %s, or text as %s".formatted(words.name(inside), text)));
    } else {
      mistakes.add(
          ParseMistake.instead(
              token,
              text,
              what + " stand in SQL",
              "write text in single quotes: %s; an odd name stands in `backticks`"
                  .formatted(text)));
    }
  }

  private void signs(int i) {
    Token token = tokens.get(i);
    Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : token;
    boolean doubled = i + 1 < tokens.size() && next.from() == token.to() && next.is(token.text());
    String sign = token.text();
    if (doubled && (token.is("=") || token.is("&"))) {
      String by = token.is("=") ? "=" : "AND";
      mistakes.add(
          new ParseMistake(
              token.from(),
              next.to(),
              "SQL has no " + sign + sign,
              "write " + by,
              token.from(),
              next.to(),
              by,
              true));
    } else if (doubled && token.is(":") && i + 2 < tokens.size()) {
      mistakes.add(
          new ParseMistake(
              token.from(),
              next.to(),
              "SQL has no ::",
              "write CAST(... AS %s)".formatted(tokens.get(i + 2).upper()),
              token.from(),
              tokens.get(i + 2).to(),
              " ",
              false));
    } else if (SIGNS.containsKey(sign) && !token.is("|")) {
      String by = SIGNS.get(sign);
      mistakes.add(
          ParseMistake.instead(
              token,
              by,
              "SQL has no " + sign,
              sign.equals("#") ? "a comment begins with --" : "write " + by));
    }
  }

  private void commas() {
    Token token = tokens.get(at);
    if (token.is(")") && depth() == 0) {
      mistakes.add(
          ParseMistake.instead(
              token,
              " ",
              "no bracket is open here",
              "remove this one, or add the one that it should close"));
    }
    Token before = at > 0 ? tokens.get(at - 1) : token;
    if (at > 0 && before.is(",") && AFTER_A_LIST.contains(token.upper())) {
      mistakes.add(
          ParseMistake.instead(
              before,
              " ",
              token.is(",") ? "two commas with nothing between them" : "a comma too many",
              "remove the comma, or write what should follow it"));
    }
    if (token.is(",")) {
      mistakes.add(
          ParseMistake.instead(
              token, " ", "a comma too many", "remove the comma, or write what should follow it"));
    }
  }

  /** How many brackets are open before the token. */
  private int depth() {
    int depth = 0;
    for (Token token : tokens.subList(0, at)) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
    return Math.max(0, depth);
  }

  private void interval() {
    for (int i = Math.max(1, at - 2); i <= Math.min(at + 1, tokens.size() - 1); i++) {
      Token amount = tokens.get(i);
      if (!tokens.get(i - 1).is("INTERVAL") || amount.kind() != Kind.TEXT) {
        continue;
      }
      Matcher matcher = AMOUNT.matcher(amount.inside());
      if (matcher.matches() && UNITS.contains(matcher.group(2).toUpperCase(Locale.ROOT))) {
        String right = "'" + matcher.group(1) + "' " + matcher.group(2).toUpperCase(Locale.ROOT);
        mistakes.add(
            ParseMistake.instead(
                amount,
                right,
                "the unit of an interval stands behind the quotes",
                "write INTERVAL " + right));
      }
    }
  }

  private void missing() {
    Token token = tokens.get(at);
    if (at > 0) {
      Token before = tokens.get(at - 1);
      if (before.is("SELECT") && token.is("FROM")) {
        mistakes.add(
            ParseMistake.missing(
                token,
                token.from(),
                "*",
                "nothing stands between SELECT and FROM",
                "write what to select: SELECT city, COUNT(*) AS bookings FROM ..."));
      }
      if (before.isWord() && at > 1 && (token.is(".") || token.is("("))) {
        mistakes.add(
            ParseMistake.missing(
                before,
                before.from(),
                ",",
                "a comma is missing before '%s'".formatted(before.text()),
                "write ',' before it"));
      }
      for (String word : List.of(",", "BY", "AS", "AND", "THEN", "END", "FROM", "(", ")")) {
        boolean fits = word.length() == 1 || expected.isEmpty() || expected.contains(word);
        if (fits) {
          mistakes.add(
              ParseMistake.missing(
                  token.kind() == Kind.END ? before : token,
                  token.from(),
                  word,
                  token.kind() == Kind.END
                      ? "the query ends too early"
                      : "%s is missing before '%s'".formatted(say(word), token.shown()),
                  token.kind() == Kind.END
                      ? "%s is missing".formatted(say(word))
                      : "write %s before it".formatted(sign(word))));
        }
      }
    }
    if (token.kind() != Kind.END) {
      mistakes.add(
          new ParseMistake(
              token.from(),
              token.to(),
              "'%s' cannot stand here".formatted(token.shown()),
              "remove it, or look for what is missing before it",
              token.from(),
              token.to(),
              " ",
              false));
    }
  }

  private static String say(String word) {
    return switch (word) {
      case "," -> "a comma";
      case "(" -> "an opening bracket";
      case ")" -> "a closing bracket";
      default -> word;
    };
  }

  private static String sign(String word) {
    return word.length() == 1 ? "'" + word + "'" : word;
  }
}

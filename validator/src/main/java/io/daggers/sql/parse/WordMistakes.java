package io.daggers.sql.parse;

import io.daggers.definition.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Words that are misspelt, and words of SQL that are meant as a name. */
final class WordMistakes {

  private static final Set<String> KEYWORDS =
      words(
          """
          SELECT DISTINCT FROM WHERE GROUP BY HAVING ORDER UNION ALL JOIN INNER LEFT
          RIGHT FULL OUTER CROSS ON AS TABLE TUMBLE HOP CUMULATE SESSION DESCRIPTOR
          INTERVAL AND OR NOT NULL IS IN LIKE BETWEEN CASE WHEN THEN ELSE END WITH OVER
          PARTITION ROWS RANGE PRECEDING FOLLOWING UNBOUNDED CURRENT ROW LIMIT LATERAL
          CAST FILTER EXISTS INTERSECT EXCEPT
          """);

  /** Words that hold a query together: hardly ever meant as a name. */
  private static final Set<String> STRUCTURE =
      words(
          """
          SELECT FROM WHERE HAVING JOIN ON UNION AS WITH CASE WHEN THEN ELSE END AND OR
          NOT IN IS NULL TABLE BY LIMIT INTERVAL OVER DISTINCT LIKE BETWEEN GROUP
          """);

  private static final int NEAREST = 3;

  private final List<Token> tokens;
  private final int at;
  private final Set<String> expected;
  private final Set<String> reserved;
  private final Set<String> names;
  private final Consumer<ParseMistake> mistakes;

  /**
   * @param at index of the token at which the parser stopped
   * @param expected the words that the parser would have taken there
   * @param reserved words that are names in backticks only
   * @param names columns and tables that the query can use
   */
  WordMistakes(
      List<Token> tokens,
      int at,
      Set<String> expected,
      Set<String> reserved,
      Set<String> names,
      Consumer<ParseMistake> mistakes) {
    this.tokens = tokens;
    this.at = at;
    this.expected = expected;
    this.reserved = reserved;
    this.names = names;
    this.mistakes = mistakes;
  }

  /** Likely ones first. */
  void find() {
    for (int i : List.of(at, at - 1, at + 1, at - 2)) {
      keyword(i);
    }
    for (int i : List.of(at, at - 1, at + 1)) {
      reservedWord(i);
    }
  }

  private void keyword(int i) {
    if (i < 0 || i >= tokens.size()) {
      return;
    }
    Token token = tokens.get(i);
    boolean name = names.contains(token.text()) && i != at;
    if (!token.isWord() || token.text().length() < 2 || name || KEYWORDS.contains(token.upper())) {
      return;
    }
    Set<String> candidates = new TreeSet<>(KEYWORDS);
    if (i == at) {
      candidates.addAll(expected);
    }
    candidates.stream()
        .filter(word -> near(token, word))
        .sorted(
            Comparator.comparingInt((String word) -> Spelling.distance(token.text(), word))
                .thenComparing(word -> word))
        .limit(NEAREST)
        .forEach(
            word ->
                mistakes.accept(
                    ParseMistake.instead(
                        token,
                        word,
                        "'%s' is not a word that can stand here".formatted(token.text()),
                        "did you mean " + word + "?")));
  }

  private static boolean near(Token token, String word) {
    int limit = Math.max(1, token.text().length() / 3);
    int distance = Spelling.distance(token.text(), word);
    return distance > 0 && distance <= limit;
  }

  private void reservedWord(int i) {
    if (i < 0 || i >= tokens.size() || !tokens.get(i).isWord()) {
      return;
    }
    Token token = tokens.get(i);
    boolean afterAs = i > 0 && (tokens.get(i - 1).is("AS") || tokens.get(i - 1).is("."));
    boolean name = isReserved(token.text()) && (afterAs || !STRUCTURE.contains(token.upper()));
    if (!name) {
      return;
    }
    Optional<String> near =
        names.contains(token.text()) || afterAs
            ? Optional.empty()
            : Spelling.nearest(token.text(), names);
    mistakes.accept(
        ParseMistake.instead(
            token,
            "`" + near.orElse(token.text()) + "`",
            "'%s' is a word of SQL and cannot be a name by itself".formatted(token.text()),
            near.map(meant -> "did you mean %s?".formatted(name(meant)))
                .orElse(
                    "as a name it stands in backticks: `%s`".formatted(token.text())
                        + (names.isEmpty() || names.contains(token.text()) || afterAs
                            ? ""
                            : "; but no table has a column of that name"))));
  }

  /** As it is written in SQL. */
  String name(String name) {
    boolean plain = name.matches("[A-Za-z_]\\w*") && !isReserved(name);
    return plain ? name : "`" + name + "`";
  }

  private boolean isReserved(String word) {
    return reserved.contains(word.toUpperCase(Locale.ROOT));
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}

package io.daggers.sql;

import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Puts the parser's complaint, often pages of expected words, into a sentence. */
final class ParseComplaint {

  private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \"(.*?)\" at line");
  private static final Pattern NEAR_KEYWORD =
      Pattern.compile("Incorrect syntax near the keyword '(.*?)'");
  private static final Pattern LEXICAL =
      Pattern.compile("Lexical error at line (\\d+), column (\\d+)");
  private static final List<String> KEYWORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "BY",
          "HAVING",
          "ORDER",
          "UNION",
          "ALL",
          "JOIN",
          "LEFT",
          "RIGHT",
          "FULL",
          "ON",
          "AS",
          "TABLE",
          "TUMBLE",
          "HOP",
          "INTERVAL");

  /** What can follow a list, but not the comma that a list leaves behind. */
  private static final Set<String> AFTER_A_LIST =
      Set.of("FROM", "WHERE", "GROUP", "HAVING", "ORDER", "UNION", ")", ",", ";");

  private ParseComplaint() {}

  static Diagnostic diagnose(SqlParseException e, QueryText query) {
    String message = String.valueOf(e.getMessage());
    Location location = location(e, message, query);
    Optional<String> encountered = encountered(message);
    if (e.getMessage() == null) {
      return Diagnostic.error(
          Code.DG0401, location, "the query is nested too deeply", "make it shorter or flatter");
    }
    if (encountered.isEmpty()) {
      return Diagnostic.error(
          Code.DG0401,
          location,
          message.startsWith("Lexical error")
              ? "this character cannot stand here"
              : "the SQL does not parse here: " + message.lines().findFirst().orElse(""),
          "text is written in 'single quotes', and odd names in `backticks`");
    }
    String words = encountered.get();
    if (words.contains("\"")) {
      return Diagnostic.error(
          Code.DG0401,
          location,
          "double quotes cannot stand in SQL",
          "write text in 'single quotes' and odd names in `backticks`");
    }
    String word = words.split("\\s+", 2)[0];
    if (word.equals("<EOF>") || textFrom(location, query).equals(word)) {
      return Diagnostic.error(
          Code.DG0401,
          location,
          "the query ends too early",
          "look for a bracket or a quote that is not closed, or a clause without its end");
    }
    String unexpected = "unexpected '" + word + "' here";
    return help(word, textBefore(location, query))
        .map(text -> Diagnostic.error(Code.DG0401, location, unexpected, text))
        .orElseGet(() -> Diagnostic.error(Code.DG0401, location, unexpected));
  }

  private static Optional<String> encountered(String message) {
    return Stream.of(ENCOUNTERED, NEAR_KEYWORD)
        .map(pattern -> pattern.matcher(message))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1).strip())
        .findFirst();
  }

  private static Optional<String> help(String word, String before) {
    if (before.endsWith(",") && AFTER_A_LIST.contains(word.toUpperCase(Locale.ROOT))) {
      return Optional.of("remove the comma before it, or write what should follow the comma");
    }
    Optional<String> keyword = Spelling.nearest(word, KEYWORDS);
    if (keyword.isPresent() && !keyword.get().equalsIgnoreCase(word)) {
      return Optional.of("did you mean " + keyword.get() + "?");
    }
    String last = before.substring(before.lastIndexOf(' ') + 1);
    Optional<String> misspelt = Spelling.nearest(last, KEYWORDS);
    if (misspelt.isPresent() && !misspelt.get().equalsIgnoreCase(last)) {
      return Optional.of("is '%s' before it meant to be %s?".formatted(last, misspelt.get()));
    }
    return word.matches("[A-Za-z_]+")
        ? Optional.of(
            "if it is a name, it is also a word of SQL: write `%s` in backticks"
                .formatted(word.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  private static String textFrom(Location location, QueryText query) {
    String[] lines = query.text().split("\n", -1);
    StringBuilder rest = new StringBuilder();
    for (int i = location.line() - 1; i < lines.length; i++) {
      int from = i == location.line() - 1 ? Math.min(lines[i].length(), location.column() - 1) : 0;
      rest.append(lines[i].substring(from)).append(' ');
    }
    return rest.toString().strip();
  }

  private static String textBefore(Location location, QueryText query) {
    List<String> lines = query.text().lines().toList();
    StringBuilder before = new StringBuilder();
    for (int i = 0; i < location.line() - 1; i++) {
      before.append(lines.get(i)).append(' ');
    }
    if (location.line() <= lines.size()) {
      String line = lines.get(location.line() - 1);
      before.append(line, 0, Math.min(line.length(), location.column() - 1));
    }
    return before.toString().strip();
  }

  private static Location location(SqlParseException e, String message, QueryText query) {
    SqlParserPos position = e.getPos();
    if (position != null) {
      return query.at(position);
    }
    Matcher lexical = LEXICAL.matcher(message);
    if (lexical.find()) {
      int line = Integer.parseInt(lexical.group(1));
      int column = Integer.parseInt(lexical.group(2));
      return query.at(line, column, line, column);
    }
    return query.start();
  }
}

package io.daggers.sql.names;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The planner's types and phrases as an analyst knows them. */
final class PlainWords {

  private static final Pattern FIRST_SENTENCE = Pattern.compile("^(.*?[a-z)'])\\.\\s");
  private static final Pattern ROW =
      Pattern.compile("RECORDTYPE(?::\\w+)?\\(", Pattern.CASE_INSENSITIVE);
  private static final Pattern ROW_TYPE = Pattern.compile("ROW<");
  private static final Pattern FORM_TYPE = Pattern.compile("<([A-Z_]+)>");

  private static final int MOST_FORMS = 3;

  private PlainWords() {}

  static String of(String text) {
    return rows(text)
        .replaceAll(" NOT NULL\\b", "")
        .replaceAll("(VAR)?CHAR\\(2147483647\\)", "STRING")
        .replaceAll("\\bVARCHAR\\b(?!\\()", "STRING")
        .replaceAll("\\bCHAR\\(\\d+\\)", "STRING")
        .replace("VARBINARY(2147483647)", "BYTES")
        .replaceAll("TIMESTAMP_WITH_LOCAL_TIME_ZONE", "TIMESTAMP_LTZ")
        .replace(" *ROWTIME*", "")
        .replaceAll("\\s*CHARACTER SET \"[^\"]*\"", "")
        .replaceAll("\\s+COLLATE \"[^\"]*\"", "")
        .replaceAll("_UTF-16LE(?=')", "")
        .replaceAll("\\bINTEGER\\b", "INT")
        .replaceAll("\\b(?:[a-z_0-9]+\\.){2,}([A-Z]\\w*)", "$1")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** Types without what rows are made of. */
  static String brief(String types) {
    return of(shortened(types, ROW_TYPE, '<', '>'));
  }

  /** Without what rows are made of. */
  private static String rows(String text) {
    return shortened(text, ROW, '(', ')');
  }

  private static String shortened(String text, Pattern start, char open, char close) {
    StringBuilder plain = new StringBuilder();
    Matcher row = start.matcher(text);
    int done = 0;
    while (row.find(done)) {
      plain.append(text, done, row.start()).append("ROW");
      int at = row.end();
      int depth = 1;
      while (at < text.length() && depth > 0) {
        char c = text.charAt(at++);
        depth += c == open ? 1 : c == close ? -1 : 0;
      }
      done = at;
    }
    return plain.append(text.substring(done)).toString();
  }

  /** The forms of a call as the planner writes them: {@code 'ABS(<NUMERIC>)'} and so on. */
  static String forms(String forms) {
    List<String> each =
        forms.lines().map(line -> line.strip().replaceAll("^'|'$", "")).distinct().toList();
    String joined =
        String.join(" or ", each.subList(0, Math.min(MOST_FORMS, each.size())))
            .replaceAll("(?<=[A-Z])<", " <");
    Matcher type = FORM_TYPE.matcher(joined);
    StringBuilder plain = new StringBuilder();
    while (type.find()) {
      type.appendReplacement(plain, Matcher.quoteReplacement(word(type.group(1))));
    }
    return of(type.appendTail(plain).toString());
  }

  /** The first sentence, without its period. */
  static String sentence(String text) {
    String plain = of(text.lines().findFirst().orElse(""));
    Matcher first = FIRST_SENTENCE.matcher(plain + " ");
    return (first.find() ? first.group(1) : plain).replaceAll("[.:]$", "");
  }

  /** {@code GroupAggregate} as {@code group aggregate}. */
  static String node(String node) {
    return node.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String word(String family) {
    return switch (family) {
      case "NUMERIC", "NUMERIC_TYPE", "EXACT_NUMERIC", "APPROXIMATE_NUMERIC" -> "number";
      case "INTEGER" -> "whole number";
      case "BOOLEAN" -> "condition";
      case "STRING", "CHARACTER" -> "text";
      case "DATETIME", "TIMESTAMP" -> "time";
      case "DATETIME_INTERVAL", "INTERVAL_DAY_TIME" -> "interval";
      case "COMPARABLE_TYPE", "EQUIVALENT_TYPE" -> "a type";
      case "ANY", "ANY_TYPE" -> "anything";
      default -> family.toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}

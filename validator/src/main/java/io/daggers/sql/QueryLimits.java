package io.daggers.sql;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;

/**
 * Refuses a text that is too much for a parser, before one sees it. Parsers and planners walk a
 * query by recursion, and some of their rules try every way to read it.
 */
final class QueryLimits {

  /** A person loses track at ten; what programs write has some dozens. */
  private static final int MOST_NESTING = 200;

  /** The longest query we know has 600. An IN of two thousand names fits. */
  private static final int MOST_TOKENS = 5_000;

  /** Longer texts are data, which belongs into a stream. */
  private static final int LONGEST_LITERAL = 8_192;

  /** What Flink's own parser takes. */
  private static final int LONGEST_NAME = 256;

  private final QueryText query;
  private final String text;
  private final Findings findings;
  private int position;
  private int tokens;
  private int nesting;

  private QueryLimits(QueryText query, Findings findings) {
    this.query = query;
    this.text = query.text();
    this.findings = findings;
  }

  /** Whether a query may be parsed; if not, a finding says why. */
  static boolean check(QueryText query, Findings findings) {
    return new QueryLimits(query, findings).isWithin();
  }

  /** What is said of a query that only planning shows to be too much. */
  static Diagnostic tooComplex(QueryText query) {
    return Diagnostic.error(
        Code.DG0006,
        query.start(),
        "this query is too complex to be planned",
        "make it simpler: fewer conditions, less nesting");
  }

  private boolean isWithin() {
    while (position < text.length()) {
      int start = position;
      if (!skipBlank()) {
        if (!token(start)) {
          return false;
        }
        tokens++;
        if (tokens > MOST_TOKENS) {
          return refuse(
              start,
              "the query has more than %d words and signs".formatted(MOST_TOKENS),
              "split it into several daggers, or read a long list from a stream");
        }
      }
    }
    return true;
  }

  /** Passes over a blank or a comment, if one begins here. */
  private boolean skipBlank() {
    if (Character.isWhitespace(text.charAt(position))) {
      position++;
      return true;
    }
    if (text.startsWith("--", position)) {
      skipTo("\n");
      return true;
    }
    if (text.startsWith("/*", position) && !text.startsWith("/*+", position)) {
      position += 2;
      skipTo("*/");
      return true;
    }
    return false;
  }

  private boolean token(int start) {
    char c = text.charAt(start);
    position++;
    switch (c) {
      case '\'' -> {
        skipTo("'");
        if (position - start > LONGEST_LITERAL) {
          return refuse(
              start,
              "this text has more than %d characters".formatted(LONGEST_LITERAL),
              "make it shorter");
        }
      }
      case '"', '`' -> skipTo(String.valueOf(c));
      case '(', '[', '{' -> {
        nesting++;
        if (nesting > MOST_NESTING) {
          return refuse(
              start,
              "brackets are nested more than %d deep here".formatted(MOST_NESTING),
              "make the query flatter: name parts of it in WITH");
        }
      }
      case ')', ']', '}' -> nesting--;
      default -> {
        while (position < text.length()
            && Character.isJavaIdentifierPart(c)
            && Character.isJavaIdentifierPart(text.charAt(position))) {
          position++;
        }
      }
    }
    boolean name = c == '`' || Character.isJavaIdentifierPart(c);
    if (name && position - start > LONGEST_NAME) {
      return refuse(
          start, "this name has more than %d letters".formatted(LONGEST_NAME), "make it shorter");
    }
    return true;
  }

  private void skipTo(String end) {
    int found = text.indexOf(end, position);
    position = found < 0 ? text.length() : found + end.length();
  }

  private boolean refuse(int index, String message, String help) {
    String before = text.substring(0, index).replace("\r\n", "\n").replace('\r', '\n');
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    findings.add(
        Diagnostic.error(Code.DG0006, Location.at(query.file(), line, column), message, help));
    return false;
  }
}

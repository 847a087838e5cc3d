package io.daggers.sql.parse;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.sql.parse.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Says what is wrong where the parser gave up. Of the mistakes that are often made there, it takes
 * the first without which the parser gets on.
 *
 * @param repaired the text without the mistake, where it is certain enough to go on from there
 */
record ParseComplaint(Diagnostic diagnostic, Optional<SourceText> repaired) {

  private static final Pattern LEXICAL =
      Pattern.compile("Lexical error at line (\\d+), column (\\d+)");
  private static final Pattern ENDS = Pattern.compile("^Encountered \"[^\\n]*<EOF>\"");
  private static final int ROOM_FOR_TRIES = 2_000_000;
  private static final int MOST_TRIES = 40;

  /** How many characters lie behind the place where the parser stops; -1 where it does not. */
  interface Parser {
    int unread(String text);
  }

  static ParseComplaint of(
      SqlParseException e,
      SourceText text,
      Parser parser,
      Set<String> reserved,
      Set<String> names) {
    if (isTooDeep(e)) {
      return new ParseComplaint(
          Diagnostic.error(
              Code.DG0401,
              text.first(),
              "the query is nested too deeply",
              "make it shorter or flatter"),
          Optional.empty());
    }
    List<Token> tokens = Token.of(text.text());
    int at = indexAt(tokens, offset(e, text, tokens));
    Token token = tokens.get(at);
    int unread = text.text().length() - token.to();
    int tries = Math.min(MOST_TRIES, ROOM_FOR_TRIES / Math.max(1, text.text().length()));
    ParseMistake best = null;
    int least = Math.max(unread, 0);
    for (ParseMistake mistake :
        new ParseMistakes(tokens, at, expected(e), reserved, names).list()) {
      if (tries-- == 0 || least < 0) {
        break;
      }
      int left = parser.unread(mistake.repair(text).text());
      if (left < least || (left == least && best == null && mistake.certain() && left < unread)) {
        best = mistake;
        least = left;
      }
    }
    if (best == null || !best.certain()) {
      Optional<Diagnostic> other = uncertain(tokens, at, text, parser);
      if (other.isPresent()) {
        return new ParseComplaint(other.get(), Optional.empty());
      }
    }
    if (best == null) {
      return new ParseComplaint(
          Diagnostic.error(
              Code.DG0401,
              text.at(token.from(), token.to()),
              "'%s' cannot stand here".formatted(token.shown()),
              "look for a word, a comma or a bracket that is missing or too much before it"),
          Optional.empty());
    }
    return new ParseComplaint(
        best.diagnostic(text), best.certain() ? Optional.of(best.repair(text)) : Optional.empty());
  }

  /** What explains more than a mistake at the token itself. */
  private static Optional<Diagnostic> uncertain(
      List<Token> tokens, int at, SourceText text, Parser parser) {
    Token token = tokens.get(at);
    Optional<Token> quoted =
        Stream.of(tokens.get(Math.max(0, at - 1)), token).filter(Token::isQuotedLines).findFirst();
    if (quoted.isPresent()) {
      return quoted.map(t -> quotedLines(t, text));
    }
    Optional<Token> stray =
        tokens.stream().filter(t -> t.kind() == Kind.STRAY && t.to() > token.from()).findFirst();
    return stray.isPresent()
        ? stray.map(t -> stray(t, text))
        : Optional.of(token).filter(t -> t.kind() == Kind.END).map(t -> end(tokens, text, parser));
  }

  private static Diagnostic stray(Token token, SourceText text) {
    int sign = token.text().codePointAt(0);
    if (Character.isSpaceChar(sign)) {
      return Diagnostic.error(
          Code.DG0401,
          text.at(token.from(), token.to()),
          "this blank is not a space, but U+%04X".formatted(sign),
          "write an ordinary space in its place; it often comes with text that is copied");
    }
    boolean quote = token.is("'") || token.is("`") || token.is("\"");
    return Diagnostic.error(
        Code.DG0401,
        text.at(token.from(), token.to()),
        quote ? "this quote is not closed" : "'%s' cannot stand in SQL".formatted(token.text()),
        quote
            ? "close it with another %s; a quote inside a text is written twice: ''"
                .formatted(token.text())
            : "remove it; text is written in 'single quotes', and odd names in `backticks`");
  }

  private static Diagnostic quotedLines(Token token, SourceText text) {
    return Diagnostic.error(
        Code.DG0401,
        text.at(token.from(), token.from() + 1),
        "this quote opens %s that goes on into another line"
            .formatted(token.kind() == Kind.TEXT ? "a text" : "a name"),
        "look for a quote that is missing, behind it or further up");
  }

  private static Diagnostic end(List<Token> tokens, SourceText text, Parser parser) {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : tokens) {
      if (token.is("(")) {
        open.push(token);
      } else if (token.is(")")) {
        open.poll();
      }
    }
    if (!open.isEmpty() && parser.unread(text.text() + " " + ")".repeat(open.size())) < 0) {
      Token bracket = open.peek();
      return Diagnostic.error(
          Code.DG0401,
          text.at(bracket.from(), bracket.to()),
          "this bracket is not closed",
          "add ')' where it should end");
    }
    Token last = tokens.get(Math.max(0, tokens.size() - 2));
    return Diagnostic.error(
        Code.DG0401,
        text.at(last.from(), last.to()),
        "the query ends too early",
        "something must follow '%s'; look also for a bracket or a quote that is not closed"
            .formatted(last.shown()));
  }

  /** The words among what the parser would have taken. */
  private static Set<String> expected(SqlParseException e) {
    Stream<String> words = e.getExpectedTokenNames().stream();
    UnaryOperator<String> plain = word -> word.replace("\"", "");
    return words.map(plain).filter(word -> word.matches("[A-Z_]+")).collect(Collectors.toSet());
  }

  private static boolean isTooDeep(SqlParseException e) {
    return Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
        .anyMatch(StackOverflowError.class::isInstance);
  }

  /** Where the parser stopped, or the first thing that no parser can read. */
  static int offset(SqlParseException e, SourceText text, List<Token> tokens) {
    SqlParserPos position = e.getPos();
    if (ENDS.matcher(String.valueOf(e.getMessage())).find()) {
      return text.text().length();
    }
    if (position != null && position.getLineNum() > 0) {
      return text.start(position);
    }
    Matcher lexical = LEXICAL.matcher(String.valueOf(e.getMessage()));
    if (lexical.find()) {
      return text.offset(Integer.parseInt(lexical.group(1)), Integer.parseInt(lexical.group(2)));
    }
    return tokens.stream()
        .filter(token -> token.kind() == Kind.STRAY || token.kind() == Kind.WRONG_QUOTES)
        .mapToInt(Token::from)
        .findFirst()
        .orElse(0);
  }

  private static int indexAt(List<Token> tokens, int offset) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).to() > offset) {
        return i;
      }
    }
    return tokens.size() - 1;
  }
}

package io.daggers.sql.parse;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;

/** Parses a query with Flink's own grammar and lets nothing but one query through. */
public final class QueryParser {

  private static final int MOST_MISTAKES = 20;
  private static final int MAX_IDENTIFIER_LENGTH = 256;
  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(FlinkSqlParserImpl.FACTORY)
          .withConformance(FlinkSqlConformance.DEFAULT)
          .withLex(Lex.JAVA)
          .withIdentifierMaxLength(MAX_IDENTIFIER_LENGTH);

  private QueryParser() {}

  /**
   * One query's tree.
   *
   * @param source the text it was read from; repaired where there were mistakes
   */
  public record Parsed(SourceText source, SqlNode tree) {}

  /**
   * The query's tree, or nothing where it is not one query. A tree without findings is one of the
   * text as written; with findings, one of a text without the mistakes.
   *
   * @param names columns and tables that the query can use
   */
  public static Optional<Parsed> parse(SourceText source, Set<String> names, Findings findings) {
    boolean empty = source.text().lines().map(String::strip).allMatch(QueryParser::isNothing);
    if (empty) {
      findings.add(
          Diagnostic.error(
              Code.DG0402, source.first(), "there is no query here", "write one SELECT"));
      return Optional.empty();
    }
    SourceText text = source;
    for (int i = 0; i < MOST_MISTAKES; i++) {
      try {
        return query(text, statements(text.text()), findings);
      } catch (SqlParseException e) {
        ParseComplaint complaint =
            ParseComplaint.of(e, text, QueryParser::unread, Reserved.WORDS, names);
        findings.add(complaint.diagnostic());
        if (complaint.repaired().isEmpty()) {
          return Optional.empty();
        }
        text = complaint.repaired().get();
      }
    }
    return Optional.empty();
  }

  /** Another tree of a text that parses: validating a tree changes it. */
  public static SqlNode again(SourceText source) {
    try {
      return statements(source.text()).get(0);
    } catch (SqlParseException e) {
      throw new IllegalStateException("a text that parsed does not parse again", e);
    }
  }

  /** Whether a repaired text is still one query. */
  public static boolean parses(SourceText source) {
    try {
      return statements(source.text()).size() == 1;
    } catch (SqlParseException e) {
      return false;
    }
  }

  private static SqlNodeList statements(String text) throws SqlParseException {
    return SqlParser.create(text, CONFIG).parseStmtList();
  }

  private static int unread(String text) {
    try {
      statements(text);
      return -1;
    } catch (SqlParseException e) {
      SourceText source = SourceText.of("", text);
      return text.length() - ParseComplaint.offset(e, source, Token.of(text));
    }
  }

  private static Optional<Parsed> query(
      SourceText source, SqlNodeList statements, Findings findings) {
    boolean queries = true;
    for (SqlNode statement : statements) {
      queries &= isQuery(statement, source, findings);
    }
    if (statements.size() > 1) {
      findings.add(
          Diagnostic.error(
              Code.DG0402,
              source.at(statements.get(1).getParserPosition()),
              "a second statement; a dagger is one query",
              "keep one SELECT; make another dagger for the other"));
    }
    return queries && statements.size() == 1
        ? Optional.of(new Parsed(source, statements.get(0)))
        : Optional.empty();
  }

  private static boolean isNothing(String line) {
    return line.isEmpty() || line.startsWith("--");
  }

  private static boolean isQuery(SqlNode statement, SourceText source, Findings findings) {
    SqlKind kind = statement.getKind();
    boolean isQuery = SqlKind.QUERY.contains(kind) && kind != SqlKind.VALUES;
    if (isQuery) {
      return true;
    }
    List<Token> words = firstWords(source.start(statement.getParserPosition()), source);
    findings.add(
        Diagnostic.error(
            Code.DG0403,
            source.at(words.get(0).from(), words.get(words.size() - 1).to()),
            words.stream().map(Token::upper).collect(Collectors.joining(" "))
                + " is not allowed; a dagger is one SELECT",
            "the tool writes the INSERT, and functions and tables come from the repository"));
    return false;
  }

  /** The first word or two of the statement around an offset. */
  private static List<Token> firstWords(int offset, SourceText source) {
    List<Token> tokens = Token.of(source.text());
    int first = 0;
    for (int i = 0; i < tokens.size() && tokens.get(i).from() < offset; i++) {
      first = tokens.get(i).is(";") ? i + 1 : first;
    }
    boolean two = first + 1 < tokens.size() && tokens.get(first + 1).isWord();
    return tokens.subList(first, first + (two ? 2 : 1));
  }

  /** The words that are names in backticks only; known when the first query does not parse. */
  private static final class Reserved {
    static final Set<String> WORDS = words();

    private static Set<String> words() {
      SqlAbstractParserImpl.Metadata metadata = SqlParser.create("", CONFIG).getMetadata();
      List<String> tokens = metadata.getTokens();
      return tokens.stream().filter(metadata::isReservedWord).collect(Collectors.toSet());
    }
  }
}

package io.daggers.sql;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;

/** Parses a query with Flink's own grammar and lets nothing but one query through. */
final class QueryParser {

  private static final int MAX_IDENTIFIER_LENGTH = 256;
  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(FlinkSqlParserImpl.FACTORY)
          .withConformance(FlinkSqlConformance.DEFAULT)
          .withLex(Lex.JAVA)
          .withIdentifierMaxLength(MAX_IDENTIFIER_LENGTH);

  private static final Pattern FIRST_WORDS = Pattern.compile("^[A-Za-z]+(\\s+[A-Za-z]+)?");

  private QueryParser() {}

  /** The query's tree, or nothing where it is not exactly one query; then findings say why. */
  static Optional<SqlNode> parse(QueryText query, Findings all) {
    Findings findings = new Findings();
    Optional<SqlNode> tree = statement(query, findings);
    all.addAll(findings.list());
    return findings.hasErrors() ? Optional.empty() : tree;
  }

  /** Another tree of a text that parses: validating a tree changes it. */
  static SqlNode again(QueryText query) {
    try {
      return SqlParser.create(query.text(), CONFIG).parseStmtList().get(0);
    } catch (SqlParseException e) {
      throw new IllegalStateException("a text that parsed does not parse again", e);
    }
  }

  private static Optional<SqlNode> statement(QueryText query, Findings findings) {
    if (!QueryLimits.check(query, findings)) {
      return Optional.empty();
    }
    boolean empty = query.text().lines().map(String::strip).allMatch(QueryParser::isNothing);
    if (empty) {
      findings.add(
          Diagnostic.error(
              Code.DG0402, query.start(), "there is no query here", "write one SELECT"));
      return Optional.empty();
    }
    SqlNodeList statements;
    try {
      statements = SqlParser.create(query.text(), CONFIG).parseStmtList();
    } catch (SqlParseException e) {
      findings.add(ParseComplaint.diagnose(e, query));
      return Optional.empty();
    }
    for (SqlNode statement : statements) {
      refuseOtherThanQuery(statement, query, findings);
    }
    if (statements.size() > 1) {
      findings.add(
          Diagnostic.error(
              Code.DG0402,
              query.at(statements.get(1).getParserPosition()),
              "a second statement; a dagger is one query",
              "keep one SELECT; make another dagger for the other"));
    }
    HintPolicy.check(statements.get(0), query, findings);
    return Optional.of(statements.get(0));
  }

  private static boolean isNothing(String line) {
    return line.isEmpty() || line.startsWith("--");
  }

  private static void refuseOtherThanQuery(SqlNode statement, QueryText query, Findings findings) {
    SqlKind kind = statement.getKind();
    boolean isQuery = SqlKind.QUERY.contains(kind) && kind != SqlKind.VALUES;
    if (isQuery) {
      return;
    }
    Location location = query.at(statement.getParserPosition());
    findings.add(
        Diagnostic.error(
            Code.DG0403,
            location,
            firstWords(location, query) + " is not allowed; a dagger is one SELECT",
            "the tool writes the INSERT, and functions and tables come from the repository"));
  }

  /** The statement's first words, as written. */
  private static String firstWords(Location location, QueryText query) {
    String line = query.text().lines().toList().get(location.line() - 1);
    Matcher words = FIRST_WORDS.matcher(line.substring(location.column() - 1).strip());
    return words.find() ? words.group().toUpperCase(Locale.ROOT) : "this statement";
  }
}

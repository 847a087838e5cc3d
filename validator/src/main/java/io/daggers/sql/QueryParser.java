package io.daggers.sql;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.util.Locale;
import java.util.Optional;
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

  private QueryParser() {}

  /** The query's tree, or nothing where it is not exactly one query; then findings say why. */
  static Optional<SqlNode> parse(QueryText query, Findings findings) {
    SqlNodeList statements;
    try {
      statements = SqlParser.create(query.text(), CONFIG).parseStmtList();
    } catch (SqlParseException e) {
      findings.add(ParseComplaint.diagnose(e, query));
      return Optional.empty();
    }
    if (statements.isEmpty()) {
      findings.add(
          Diagnostic.error(
              Code.DG0402, query.start(), "there is no query here", "write one SELECT"));
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
    if (!findings.hasErrors()) {
      HintPolicy.check(statements.get(0), query, findings);
    }
    return findings.hasErrors() ? Optional.empty() : Optional.of(statements.get(0));
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

  /** The statement's first two words, as written. */
  private static String firstWords(Location location, QueryText query) {
    String line = query.text().lines().toList().get(location.line() - 1);
    String[] words = line.substring(location.column() - 1).strip().split("[^\\w]+");
    String first = words[0].toUpperCase(Locale.ROOT);
    return words.length < 2 ? first : first + " " + words[1].toUpperCase(Locale.ROOT);
  }
}

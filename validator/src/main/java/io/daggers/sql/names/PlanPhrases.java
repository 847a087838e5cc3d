package io.daggers.sql.names;

import io.daggers.diagnostic.Code;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/** What the planner says of some parts of a query, and what to say in its place. */
final class PlanPhrases {

  /**
   * @param place what it is about
   */
  record Phrase(Pattern said, Code code, Predicate<SqlNode> place, String message, String help) {}

  private static final Pattern NUMBERS =
      Pattern.compile("(TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|DOUBLE|DECIMAL).*");

  private static final List<Phrase> ALL =
      List.of(
          new Phrase(
              Pattern.compile("emporal Table Join|LogicalSnapshot"),
              Code.DG0423,
              node -> node.getKind() == SqlKind.SNAPSHOT,
              "a stream has no versions to look up with FOR SYSTEM_TIME AS OF",
              "join the streams on a time bound instead: a.rowtime BETWEEN b.rowtime - INTERVAL"
                  + " '5' MINUTE AND b.rowtime"),
          new Phrase(
              Pattern.compile("explicitly cast default value"),
              Code.DG0407,
              PlanPhrases::hasDefault,
              "what this gives where there is no such row has another type than its column",
              "CAST it to the type of the column: LAG(trips, 1, CAST(0 AS BIGINT))"),
          new Phrase(
              Pattern.compile("cast from TIMESTAMP type to NUMERIC"),
              Code.DG0424,
              PlanPhrases::isCastToNumber,
              "a time cannot be cast to a number",
              "UNIX_TIMESTAMP(CAST(x AS STRING)) gives the seconds since 1970, EXTRACT(HOUR FROM x)"
                  + " a part of it"));

  private PlanPhrases() {}

  static Optional<Phrase> in(String words) {
    return ALL.stream().filter(phrase -> phrase.said.matcher(words).find()).findFirst();
  }

  /** LAG or LEAD with a value for where there is no row. */
  private static boolean hasDefault(SqlNode node) {
    return node instanceof SqlCall call
        && call.getOperator().getName().toUpperCase(Locale.ROOT).matches("LAG|LEAD")
        && call.operandCount() == 3;
  }

  /** A cast of what is no constant, whose type is among those of numbers. */
  private static boolean isCastToNumber(SqlNode node) {
    return node instanceof SqlCall call
        && call.getKind() == SqlKind.CAST
        && !(call.operand(0) instanceof SqlLiteral)
        && NUMBERS
            .matcher(call.operand(1).toString().replace("`", "").toUpperCase(Locale.ROOT))
            .matches();
  }
}

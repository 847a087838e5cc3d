package io.daggers.sql.parse;

import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The second layer of the policy: a query calls only functions that are allowed by name. Reports
 * all others, refused or unknown.
 */
public final class FunctionPolicy extends SqlBasicVisitor<@Nullable Void> {

  private static final int LONGEST_TEXT = 10_000;
  private static final String NO_NAME = "it has no name in SQL, or another one";

  /** What other databases call it, and what to write in Flink. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("NVL", "COALESCE(a, b)"),
          Map.entry("ISNULL", "a IS NULL, or COALESCE(a, b)"),
          Map.entry("ISNOTNULL", "a IS NOT NULL"),
          Map.entry("LEN", "CHAR_LENGTH(text)"),
          Map.entry("LENGTH", "CHAR_LENGTH(text)"),
          Map.entry("GETDATE", "CURRENT_TIMESTAMP, or the column rowtime"),
          Map.entry("SYSDATE", "CURRENT_TIMESTAMP, or the column rowtime"),
          Map.entry("DATE_TRUNC", "FLOOR(time TO HOUR)"),
          Map.entry("TRUNC", "TRUNCATE(number, digits), or FLOOR(time TO HOUR)"),
          Map.entry("TO_CHAR", "DATE_FORMAT(time, 'yyyy-MM-dd'), or CAST(a AS STRING)"),
          Map.entry("TO_NUMBER", "CAST(a AS DOUBLE)"),
          Map.entry("DATEDIFF", "TIMESTAMPDIFF(MINUTE, from, to)"),
          Map.entry("DATE_DIFF", "TIMESTAMPDIFF(MINUTE, from, to)"),
          Map.entry("DATEADD", "TIMESTAMPADD(MINUTE, 5, time), or time + INTERVAL '5' MINUTE"),
          Map.entry("DATE_ADD", "TIMESTAMPADD(MINUTE, 5, time), or time + INTERVAL '5' MINUTE"),
          Map.entry("DATE_SUB", "time - INTERVAL '5' MINUTE"),
          Map.entry("COUNTIF", "COUNT(*) FILTER (WHERE ...)"),
          Map.entry("COUNT_IF", "COUNT(*) FILTER (WHERE ...)"),
          Map.entry("SUMIF", "SUM(a) FILTER (WHERE ...)"),
          Map.entry("ANY_VALUE", "MAX(a), or LAST_VALUE(a)"),
          Map.entry("ARG_MAX", "ROW_NUMBER() OVER (... ORDER BY a DESC), and keep the first"),
          Map.entry("PERCENTILE_CONT", "PERCENTILE(a, 0.95)"),
          Map.entry("PERCENTILE_DISC", "PERCENTILE(a, 0.95)"),
          Map.entry("MEDIAN", "PERCENTILE(a, 0.5)"),
          Map.entry("PERCENTILE_APPROX", "APPROX_PERCENTILE(a, 0.95)"),
          Map.entry("APPROX_QUANTILES", "APPROX_PERCENTILE(a, 0.95)"),
          Map.entry("WIDTH_BUCKET", "BUCKET(a, ARRAY[10, 100])"),
          Map.entry("REGR_SLOPE", "TREND(a, rowtime)"),
          Map.entry("ST_DISTANCE", "GEO_DISTANCE(lat, lng, lat, lng)"),
          Map.entry("HAVERSINE", "GEO_DISTANCE(lat, lng, lat, lng)"),
          Map.entry("ST_GEOHASH", "GEOHASH(lat, lng, 6)"),
          Map.entry("JSON_DELETE", "JSON_REMOVE(json, '$.name')"),
          Map.entry("JSON_UPDATE", "JSON_SET(json, '$.name', value)"),
          Map.entry("UNACCENT", "STRIP_ACCENTS(text)"),
          Map.entry("STRING_AGG", "LISTAGG(text, ',')"),
          Map.entry("GROUP_CONCAT", "LISTAGG(text, ',')"),
          Map.entry("CONTAINS_SUBSTR", "POSITION(part IN text) > 0"),
          Map.entry("STRPOS", "POSITION(part IN text)"),
          Map.entry("ILIKE", "LOWER(text) LIKE 'a%'"),
          Map.entry("RLIKE", "REGEXP(text, 'pattern')"),
          Map.entry("SAFE_CAST", "TRY_CAST(a AS INT)"),
          Map.entry("ARRAY_LENGTH", "CARDINALITY(array)"),
          Map.entry("ARRAY_SIZE", "CARDINALITY(array)"),
          Map.entry("SIZE", "CARDINALITY(array)"));

  private static final Set<String> MAKES_TEXT = Set.of("REPEAT", "LPAD", "RPAD");

  private final SourceText source;
  private final Set<String> own;
  private final List<Refused> refused = new ArrayList<>();

  /**
   * A call that may not stand in a query.
   *
   * @param call the whole call
   * @param instead the function that was probably meant, or null
   */
  public record Refused(SqlCall call, Diagnostic diagnostic, @Nullable String instead) {}

  private FunctionPolicy(SourceText source, Set<String> own) {
    this.source = source;
    this.own = own;
  }

  /**
   * @param own the project's own functions
   */
  public static List<Refused> check(SqlNode tree, SourceText source, Set<String> own) {
    FunctionPolicy policy = new FunctionPolicy(source, own);
    tree.accept(policy);
    return policy.refused;
  }

  /** Every function that a query may call. */
  public static Set<String> callable(Set<String> own) {
    Set<String> names = new TreeSet<>(own);
    AllowList.FUNCTIONS.allowed().stream()
        .filter(name -> name.matches("[A-Z][A-Z0-9_]*"))
        .forEach(names::add);
    return names;
  }

  /** What to write in the place of a function that is not there. */
  public static String help(String name, Set<String> own) {
    String elsewhere = ELSEWHERE.get(name);
    return elsewhere != null
        ? "write " + elsewhere
        : Spelling.nearest(name, callable(own))
            .map(meant -> "did you mean " + meant + "?")
            .orElse("only Flink's built-in functions and the project's own can be used");
  }

  /** Why a function that is written without brackets, such as CURRENT_USER, may not be called. */
  public static Optional<String> refusalWithoutBrackets(String name) {
    return AllowList.FUNCTIONS
        .refusal(name.toUpperCase(Locale.ROOT))
        .filter(reason -> reason.contains("installation"));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call.getOperator() instanceof SqlFunction function) {
      check(call, function);
    }
    if (call.getKind() == SqlKind.COLLECTION_TABLE && call.operand(0) instanceof SqlCall table) {
      checkGivesRows(table);
    }
    for (SqlNode operand : call.getOperandList()) {
      if (operand != null) {
        operand.accept(this);
      }
    }
    return null;
  }

  private void check(SqlCall call, SqlFunction function) {
    SqlIdentifier identifier = function.getSqlIdentifier();
    boolean unresolved = function instanceof SqlUnresolvedFunction;
    String name = function.getName().toUpperCase(Locale.ROOT);
    if (unresolved && identifier != null && identifier.names.size() > 1) {
      refuse(
          call,
          Code.DG0411,
          "functions of a catalog cannot be called: " + String.join(".", identifier.names),
          "the functions here have one name: Flink's built-in ones and the project's own",
          null);
      return;
    }
    Optional<String> refusal =
        AllowList.FUNCTIONS.refusal(name).filter(reason -> !reason.equals(NO_NAME));
    if (refusal.isPresent()) {
      refuse(call, Code.DG0411, "the function " + name + " is not allowed", refusal.get(), null);
    } else if (!AllowList.FUNCTIONS.allows(name) && !own.contains(name)) {
      Optional<String> near =
          ELSEWHERE.containsKey(name) ? Optional.empty() : Spelling.nearest(name, callable(own));
      refuse(call, Code.DG0406, "there is no function " + name, help(name, own), near.orElse(null));
    } else if (MAKES_TEXT.contains(name)) {
      checkLength(call, name);
    }
  }

  /** None of the project's own functions gives rows. */
  private void checkGivesRows(SqlCall table) {
    String name = table.getOperator().getName().toUpperCase(Locale.ROOT);
    boolean isValue =
        table.getOperator() instanceof SqlFunction && !WindowFunctions.isWindow(table);
    if (isValue && (AllowList.FUNCTIONS.allows(name) || own.contains(name))) {
      refuse(
          table,
          Code.DG0406,
          name + " gives a value, and here rows are read",
          "read a stream, or FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))",
          null);
    }
  }

  /** The planner computes constants while it plans, so a long one would fill its memory. */
  private void checkLength(SqlCall call, String name) {
    if (call.operandCount() < 2) {
      return;
    }
    boolean bounded =
        call.operand(1) instanceof SqlNumericLiteral number
            && number.bigDecimalValue() != null
            && number.bigDecimalValue().intValue() <= LONGEST_TEXT
            && number.bigDecimalValue().precision() - number.bigDecimalValue().scale() < 10;
    if (!bounded) {
      findings(
          call,
          Diagnostic.error(
              Code.DG0411,
              source.at(call.operand(1).getParserPosition()),
              "the length of %s must be a number of at most 10000".formatted(name),
              "write the number itself: a text without a limit could fill the memory of the job"),
          null);
    }
  }

  private void refuse(
      SqlCall call, Code code, String message, String help, @Nullable String instead) {
    SqlParserPos whole = call.getParserPosition();
    int from = source.start(whole);
    int bracket = source.text().indexOf('(', from);
    int to = bracket > from && bracket < source.end(whole) ? bracket : source.end(whole);
    int end = from + source.text().substring(from, to).stripTrailing().length();
    findings(call, Diagnostic.error(code, source.at(from, end), message, help), instead);
  }

  private void findings(SqlCall call, Diagnostic diagnostic, @Nullable String instead) {
    refused.add(new Refused(call, diagnostic, instead));
  }
}

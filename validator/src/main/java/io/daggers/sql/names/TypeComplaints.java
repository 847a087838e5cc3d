package io.daggers.sql.names;

import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.sql.parse.SourceText;
import io.daggers.sql.parse.WindowFunctions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlCase;

/** Says what does not fit together: types, groups and clauses. */
final class TypeComplaints {

  private static final Pattern NOT_GROUPED =
      Pattern.compile("Expression '(.+)' is not being grouped", Pattern.DOTALL);
  private static final Pattern AGGREGATE_IN =
      Pattern.compile("ggregate expression is (?:illegal|not allowed) in (.+?)(?: clause)?$");
  private static final Pattern COUNT_MISMATCH = Pattern.compile("Column count mismatch in (.+)");
  private static final Pattern COLUMN_MISMATCH =
      Pattern.compile("Type mismatch in column (\\d+) of (.+)");
  private static final Pattern CONDITION = Pattern.compile("(\\w+) clause must be a condition");
  private static final Pattern TYPE_NAME = Pattern.compile("Unknown identifier '(\\w+)'");

  private static final Set<String> TYPES =
      Set.of(
          "STRING",
          "INT",
          "BIGINT",
          "DOUBLE",
          "FLOAT",
          "BOOLEAN",
          "DECIMAL",
          "TIMESTAMP",
          "TIMESTAMP_LTZ",
          "DATE",
          "TIME",
          "SMALLINT",
          "TINYINT",
          "BYTES",
          "VARCHAR",
          "CHAR",
          "ARRAY",
          "MAP",
          "ROW");

  private final SourceText source;
  private final SqlNode tree;

  TypeComplaints(SourceText source, SqlNode tree) {
    this.source = source;
    this.tree = tree;
  }

  /** The complaint about the characters from {@code from} to before {@code to}. */
  Complaint of(String message, int from, int to) {
    Location at = source.at(from, to);
    SqlNode node = NodePath.smallest(tree, source, from, to);
    Matcher grouped = NOT_GROUPED.matcher(message);
    if (grouped.find()) {
      return Complaint.ofValue(
          Diagnostic.error(
              Code.DG0414,
              at,
              "'%s' is neither grouped nor aggregated".formatted(text(from, to)),
              "add it to GROUP BY, or take one value of the group: MAX(%s)"
                  .formatted(text(from, to))),
          true,
          from,
          to);
    }
    if (message.contains("Aggregate expressions cannot be nested")) {
      return Complaint.ofValue(
          Diagnostic.error(
              Code.DG0415,
              at,
              "an aggregate inside an aggregate",
              "compute the inner one in a sub-query, and the outer one over its result"),
          false,
          from,
          to);
    }
    Matcher aggregate = AGGREGATE_IN.matcher(message);
    if (aggregate.find()) {
      String clause = aggregate.group(1);
      return Complaint.ofValue(
          Diagnostic.error(
              Code.DG0415,
              at,
              "an aggregate cannot stand in " + clause,
              clause.equals("WHERE")
                  ? "WHERE looks at single rows: write the condition behind GROUP BY, in HAVING"
                  : "compute it in a sub-query, and use its column here"),
          false,
          from,
          to);
    }
    Matcher count = COUNT_MISMATCH.matcher(message);
    if (count.find()) {
      return Complaint.last(
          Diagnostic.error(
              Code.DG0418,
              at,
              "the queries of this %s have different numbers of columns".formatted(count.group(1)),
              "give each the same columns in the same order"));
    }
    Matcher column = COLUMN_MISMATCH.matcher(message);
    if (column.find()) {
      return Complaint.last(
          Diagnostic.error(
              Code.DG0418,
              at,
              "column %s of the queries of this %s has different types"
                  .formatted(column.group(1), column.group(2)),
              "CAST it in one of them to the type of the other"));
    }
    Matcher condition = CONDITION.matcher(message);
    if (condition.find()) {
      return condition(at, condition.group(1), from, to);
    }
    if (message.contains("Expected a boolean type")) {
      return Complaint.ofValue(
          Diagnostic.error(
              Code.DG0419,
              firstWhen(node).map(when -> source.at(when.getParserPosition())).orElse(at),
              "what stands behind WHEN must be TRUE or FALSE",
              "compare it with something: CASE WHEN city = 'jakarta' THEN ..."),
          true,
          from,
          to);
    }
    if (WindowFunctions.isWindow(node) && CallComplaints.isAboutArguments(message)) {
      return Complaint.last(
          Diagnostic.error(
              Code.DG0407,
              at,
              "these are not the arguments of " + CallComplaints.name(node),
              "write " + WindowFunctions.form(CallComplaints.name(node)).orElseThrow()));
    }
    Optional<Diagnostic> other = OtherComplaints.of(message, at, CallComplaints.name(node));
    if (other.isPresent()) {
      return Complaint.ofValue(other.get(), true, from, to);
    }
    Optional<Complaint> ofCall = new CallComplaints(source).of(message, node, from, to);
    if (ofCall.isPresent()) {
      return ofCall.get();
    }
    Matcher type = TYPE_NAME.matcher(message);
    if (type.find()) {
      String near = Spelling.nearest(type.group(1), TYPES).orElse("STRING");
      return new Complaint(
          Diagnostic.error(
              Code.DG0426,
              at,
              "there is no type '%s'".formatted(type.group(1)),
              Spelling.suggest(type.group(1), TYPES.stream().sorted().toList(), "types")),
          false,
          from,
          to,
          List.of(near));
    }
    return Complaint.ofValue(
        Diagnostic.error(Code.DG0407, at, PlainWords.sentence(message)), true, from, to);
  }

  /** The only condition of a CASE. */
  private static Optional<SqlNode> firstWhen(SqlNode node) {
    return node instanceof SqlCase cases && cases.getWhenOperands().size() == 1
        ? Optional.of(cases.getWhenOperands().get(0))
        : Optional.empty();
  }

  private Complaint condition(Location at, String clause, int from, int to) {
    return new Complaint(
        Diagnostic.error(
            Code.DG0419,
            at,
            "what stands behind %s must be TRUE or FALSE".formatted(clause),
            "compare it with something: %s = ...".formatted(text(from, to))),
        true,
        from,
        to,
        Complaint.ANY_CONDITION);
  }

  static boolean isAboutCondition(Throwable thrown) {
    return CONDITION.matcher(Causes.messages(thrown)).find();
  }

  /** The characters on one line, shortened. */
  private String text(int from, int to) {
    String text = source.text().substring(from, to).replaceAll("\\s+", " ");
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}

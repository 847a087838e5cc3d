package io.daggers.sql.names;

import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.sql.function.Functions;
import io.daggers.sql.parse.FunctionPolicy;
import io.daggers.sql.parse.SourceText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
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
  private static final Pattern CANNOT_APPLY =
      Pattern.compile(
          "Cannot apply '(.+?)' to arguments of type '(.+?)'\\. Supported form\\(s\\): (.*)",
          Pattern.DOTALL);
  private static final Pattern ARGUMENTS =
      Pattern.compile(
          "Invalid number of arguments to function '(\\w+)'\\. Was expecting (\\d+) arguments");
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature (\\w+)(?:\\((.*)\\))?");
  private static final Pattern INVALID_CALL =
      Pattern.compile("Invalid function call:\\s+(\\w+)\\((.*)\\)");
  private static final Pattern SIGNATURES = Pattern.compile("Expected signatures are:\\s+(.*)");
  private static final Pattern TYPE_NAME = Pattern.compile("Unknown identifier '(\\w+)'");

  static final Map<String, String> WINDOWS =
      Map.of(
          "TUMBLE", "TUMBLE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)",
          "HOP", "HOP(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '10' MINUTES)",
          "CUMULATE", "CUMULATE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' HOUR, INTERVAL '1' DAY)",
          "SESSION", "SESSION(TABLE t PARTITION BY id, DESCRIPTOR(rowtime), INTERVAL '5' MINUTE)");

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
      return value(
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
      return value(
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
      return value(
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
      return last(
          Diagnostic.error(
              Code.DG0418,
              at,
              "the queries of this %s have different numbers of columns".formatted(count.group(1)),
              "give each the same columns in the same order"));
    }
    Matcher column = COLUMN_MISMATCH.matcher(message);
    if (column.find()) {
      return last(
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
      return value(
          Diagnostic.error(
              Code.DG0419,
              firstWhen(node).map(when -> source.at(when.getParserPosition())).orElse(at),
              "what stands behind WHEN must be TRUE or FALSE",
              "compare it with something: CASE WHEN city = 'jakarta' THEN ..."),
          true,
          from,
          to);
    }
    if (WINDOWS.containsKey(name(node)) && isAboutArguments(message)) {
      return last(
          Diagnostic.error(
              Code.DG0407,
              at,
              "these are not the arguments of " + name(node),
              "write " + WINDOWS.get(name(node))));
    }
    Optional<Diagnostic> other = OtherComplaints.of(message, at, name(node));
    if (other.isPresent()) {
      return value(other.get(), true, from, to);
    }
    Matcher apply = CANNOT_APPLY.matcher(message);
    if (apply.find()) {
      return apply(at, node, apply, from, to);
    }
    Matcher arguments = ARGUMENTS.matcher(message);
    if (arguments.find() && node instanceof SqlCall call) {
      int wanted = Integer.parseInt(arguments.group(2));
      return value(
          Diagnostic.error(
              Code.DG0407,
              at,
              "%s takes %s, and %s given"
                  .formatted(arguments.group(1), number(wanted), given(call.operandCount())),
              "write %s%s"
                  .formatted(arguments.group(1), wanted == 0 ? "()" : " with " + number(wanted))),
          true,
          from,
          to);
    }
    Matcher function = FUNCTION.matcher(message);
    if (function.find()) {
      String name = function.group(1).toUpperCase(Locale.ROOT);
      if (function.group(2) == null) {
        return value(
            Diagnostic.error(
                Code.DG0406, at, "there is no " + name, FunctionPolicy.help(name, Set.of())),
            true,
            from,
            to);
      }
      return value(
          Diagnostic.error(
              Code.DG0407,
              at,
              "%s does not take (%s)"
                  .formatted(name, PlainWords.forms(function.group(2)).replaceAll("[<>]", "")),
              own(name).orElse("CAST the arguments to what it takes, or take another function")),
          true,
          from,
          to);
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
    return value(Diagnostic.error(Code.DG0407, at, PlainWords.sentence(message)), true, from, to);
  }

  /** The only condition of a CASE. */
  private static Optional<SqlNode> firstWhen(SqlNode node) {
    return node instanceof SqlCase cases && cases.getWhenOperands().size() == 1
        ? Optional.of(cases.getWhenOperands().get(0))
        : Optional.empty();
  }

  private static boolean isAboutArguments(String message) {
    return CANNOT_APPLY.matcher(message).find() || ARGUMENTS.matcher(message).find();
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

  /** The function whose call Flink does not take, where it says so. */
  static Optional<String> function(Throwable thrown) {
    Matcher call = INVALID_CALL.matcher(messages(thrown));
    return call.find() ? Optional.of(call.group(1)) : Optional.empty();
  }

  static boolean isAboutCondition(Throwable thrown) {
    return CONDITION.matcher(messages(thrown)).find();
  }

  static String messages(Throwable thrown) {
    StringBuilder messages = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      messages.append(t.getMessage()).append('\n');
    }
    return messages.toString();
  }

  /** The complaint about a call whose arguments Flink does not take. */
  static Complaint call(Throwable thrown, SqlBasicCall call, SourceText source) {
    String messages = messages(thrown);
    String name = name(call);
    Matcher given = INVALID_CALL.matcher(messages);
    Matcher wanted = SIGNATURES.matcher(messages);
    return value(
        Diagnostic.error(
            Code.DG0407,
            source.at(call.getParserPosition()),
            given.find()
                ? "%s does not take (%s)".formatted(name, PlainWords.brief(given.group(2)))
                : "%s cannot be used in this way".formatted(name),
            own(name)
                .orElseGet(
                    () ->
                        messages.contains("<COMMON>")
                            ? "CAST its arguments to one type"
                            : wanted.find()
                                ? "it takes "
                                    + PlainWords.of(wanted.group(1).replaceAll("[<>]| =>", ""))
                                : name.matches("(TUMBLE|HOP|SESSION)_\\w+")
                                    ? "take window_start and window_end of FROM TABLE(%s)"
                                        .formatted(WINDOWS.get("TUMBLE"))
                                    : "look up what it takes, or take another function")),
        true,
        source.start(call.getParserPosition()),
        source.end(call.getParserPosition()));
  }

  /** What a function of the project's own takes. */
  private static Optional<String> own(String name) {
    return Functions.description(name).map(function -> "it takes " + function.form());
  }

  private Complaint apply(Location at, SqlNode node, Matcher apply, int from, int to) {
    String name = apply.group(1).equals("ITEM") ? "[...]" : apply.group(1);
    if (name.equals("$SCALAR_QUERY")) {
      return value(
          Diagnostic.error(
              Code.DG0407,
              at,
              "a sub-query in the place of a value must have one column",
              "select the one column that is meant"),
          true,
          from,
          to);
    }
    boolean sign = !name.matches("\\w+");
    String given = PlainWords.of(apply.group(2)).replaceAll("[<>](?=\\w|\\b)|(?<=[\\w)])>", "");
    String types = types(PlainWords.of(apply.group(2)));
    return value(
        Diagnostic.error(
            Code.DG0407,
            at,
            sign && node instanceof SqlCall call && call.operandCount() == 2
                ? "'%s' cannot stand between %s".formatted(name, types)
                : "%s cannot be applied to %s".formatted(name, types.isEmpty() ? given : types),
            isComparison(name)
                ? "CAST one side to the type of the other"
                : "it takes %s; CAST what does not fit"
                    .formatted(PlainWords.forms(apply.group(3)))),
        true,
        from,
        to);
  }

  private static boolean isComparison(String name) {
    return Set.of("=", "<>", "<", "<=", ">", ">=", "IN", "NOT IN", "BETWEEN ASYMMETRIC")
        .contains(name);
  }

  /** The types between angle brackets: {@code STRING and INT}. */
  private static String types(String arguments) {
    Matcher type = Pattern.compile("<(.+?)>(?=[,)\\s]|$)").matcher(arguments);
    java.util.StringJoiner types = new java.util.StringJoiner(" and ");
    while (type.find()) {
      types.add(type.group(1));
    }
    return types.toString();
  }

  private static Complaint value(Diagnostic diagnostic, boolean ofTypes, int from, int to) {
    return new Complaint(diagnostic, ofTypes, from, to, Complaint.ANY_VALUE);
  }

  private static Complaint last(Diagnostic diagnostic) {
    return new Complaint(diagnostic, false, 0, 0, List.of());
  }

  private static String name(SqlNode node) {
    return node instanceof SqlCall call
        ? call.getOperator().getName().toUpperCase(Locale.ROOT)
        : "expression";
  }

  private static String number(int count) {
    return count == 0 ? "no argument" : count == 1 ? "one argument" : count + " arguments";
  }

  private static String given(int count) {
    return count == 0 ? "none is" : count == 1 ? "one is" : count + " are";
  }

  /** The characters on one line, shortened. */
  private String text(int from, int to) {
    String text = source.text().substring(from, to).replaceAll("\\s+", " ");
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}

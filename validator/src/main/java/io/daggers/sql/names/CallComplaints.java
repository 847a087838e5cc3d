package io.daggers.sql.names;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.sql.function.Functions;
import io.daggers.sql.parse.FunctionPolicy;
import io.daggers.sql.parse.SourceText;
import io.daggers.sql.parse.WindowFunctions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

/** Says which arguments a function or a sign does not take. */
record CallComplaints(SourceText source) {

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

  /**
   * The complaint about the characters from {@code from} to before {@code to}, if it is of a call.
   */
  Optional<Complaint> of(String message, SqlNode node, int from, int to) {
    Location at = source.at(from, to);
    Matcher apply = CANNOT_APPLY.matcher(message);
    if (apply.find()) {
      return Optional.of(apply(node, apply, from, to));
    }
    Matcher arguments = ARGUMENTS.matcher(message);
    if (arguments.find() && node instanceof SqlCall call) {
      int wanted = Integer.parseInt(arguments.group(2));
      return Optional.of(
          Complaint.ofValue(
              Diagnostic.error(
                  Code.DG0407,
                  at,
                  "%s takes %s, and %s given"
                      .formatted(arguments.group(1), number(wanted), given(call.operandCount())),
                  "write %s%s"
                      .formatted(
                          arguments.group(1), wanted == 0 ? "()" : " with " + number(wanted))),
              true,
              from,
              to));
    }
    Matcher function = FUNCTION.matcher(message);
    if (function.find()) {
      String name = function.group(1).toUpperCase(Locale.ROOT);
      if (function.group(2) == null) {
        return Optional.of(
            Complaint.ofValue(
                Diagnostic.error(
                    Code.DG0406, at, "there is no " + name, FunctionPolicy.help(name, Set.of())),
                true,
                from,
                to));
      }
      return Optional.of(
          Complaint.ofValue(
              Diagnostic.error(
                  Code.DG0407,
                  at,
                  "%s does not take (%s)"
                      .formatted(name, PlainWords.forms(function.group(2)).replaceAll("[<>]", "")),
                  own(name)
                      .orElse("CAST the arguments to what it takes, or take another function")),
              true,
              from,
              to));
    }
    return Optional.empty();
  }

  static boolean isAboutArguments(String message) {
    return CANNOT_APPLY.matcher(message).find() || ARGUMENTS.matcher(message).find();
  }

  /** The function whose call Flink does not take, where it says so. */
  static Optional<String> function(Throwable thrown) {
    Matcher call = INVALID_CALL.matcher(Causes.messages(thrown));
    return call.find() ? Optional.of(call.group(1)) : Optional.empty();
  }

  /** The complaint about a call whose arguments Flink does not take. */
  Complaint of(Throwable thrown, SqlBasicCall call) {
    String messages = Causes.messages(thrown);
    String name = name(call);
    Matcher given = INVALID_CALL.matcher(messages);
    Matcher wanted = SIGNATURES.matcher(messages);
    return Complaint.ofValue(
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
                                        .formatted(WindowFunctions.form("TUMBLE").orElseThrow())
                                    : "look up what it takes, or take another function")),
        true,
        source.start(call.getParserPosition()),
        source.end(call.getParserPosition()));
  }

  /** What a function of the project's own takes. */
  private static Optional<String> own(String name) {
    return Functions.description(name).map(function -> "it takes " + function.form());
  }

  private Complaint apply(SqlNode node, Matcher apply, int from, int to) {
    Location at = source.at(from, to);
    String name = apply.group(1).equals("ITEM") ? "[...]" : apply.group(1);
    if (name.equals("$SCALAR_QUERY")) {
      return Complaint.ofValue(
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
    return Complaint.ofValue(
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
    StringJoiner types = new StringJoiner(" and ");
    while (type.find()) {
      types.add(type.group(1));
    }
    return types.toString();
  }

  static String name(SqlNode node) {
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
}

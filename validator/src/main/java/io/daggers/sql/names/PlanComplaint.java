package io.daggers.sql.names;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.sql.parse.SourceText;
import io.daggers.sql.parse.WindowFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.jspecify.annotations.Nullable;

/** Puts what Flink throws without a place into words, at the place that it is about. */
public final class PlanComplaint {

  private static final Pattern UPDATING =
      Pattern.compile("doesn't support consuming (?:update|delete).* produced by node (\\w+)");
  private static final Pattern CONVERSION =
      Pattern.compile(
          "implicit type conversion between ([\\w()]+) and ([\\w()]+) is not supported");

  private static final Pattern RETRACTION =
      Pattern.compile("implementation method 'retract' .*for function '(\\w+)'");

  private final SourceText source;
  private final SqlNode tree;
  private final Vocabulary vocabulary;
  private final @Nullable NodeTypes types;

  private PlanComplaint(
      SourceText source, SqlNode tree, Vocabulary vocabulary, @Nullable NodeTypes types) {
    this.source = source;
    this.tree = tree;
    this.vocabulary = vocabulary;
    this.types = types;
  }

  /** The complaint about a query that Flink's validator does not take. */
  static Complaint of(Throwable thrown, SourceText source, SqlNode tree, Vocabulary vocabulary) {
    List<Diagnostic> diagnostics =
        new PlanComplaint(source, tree, vocabulary, null).diagnose(thrown);
    return Complaint.last(diagnostics.get(0));
  }

  /**
   * What is wrong with a query that is right in itself and cannot be run.
   *
   * @param types of the nodes of the query
   */
  public static List<Diagnostic> ofPlan(
      Throwable thrown, SourceText source, SqlNode tree, Vocabulary vocabulary, NodeTypes types) {
    return new PlanComplaint(source, tree, vocabulary, types).diagnose(thrown);
  }

  private List<Diagnostic> diagnose(Throwable thrown) {
    String all = Causes.messages(thrown);
    if (all.contains("time attribute") && all.contains("window function")) {
      return windows();
    }
    Matcher updating = UPDATING.matcher(all);
    if (updating.find()) {
      return List.of(
          Diagnostic.error(
              Code.DG0409,
              source.first(),
              "this query changes rows it has already written (%s), and a sink takes each row once"
                  .formatted(PlainWords.node(updating.group(1))),
              "group by a window: FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1'"
                  + " MINUTE)) GROUP BY window_start, window_end, ..."));
    }
    Matcher conversion = CONVERSION.matcher(all);
    if (conversion.find()) {
      return conversions(conversion.group(1), conversion.group(2));
    }
    Matcher retraction = RETRACTION.matcher(all);
    if (retraction.find()) {
      return List.of(retraction(retraction.group(1)));
    }
    if (all.contains("$SCALAR_QUERY")) {
      return List.of(tableAsValue());
    }
    if (all.contains("Sort on a non-time-attribute field")) {
      return List.of(sort());
    }
    if (all.contains("window descriptors are supported")) {
      return List.of(
          Diagnostic.error(
              Code.DG0424,
              windowLength(),
              "the length of a window must be a constant interval",
              "write it as INTERVAL '1' MINUTE"));
    }
    Optional<PlanPhrases.Phrase> phrase = PlanPhrases.in(all);
    if (phrase.isPresent()) {
      PlanPhrases.Phrase found = phrase.get();
      return List.of(
          Diagnostic.error(found.code(), place(found.place()), found.message(), found.help()));
    }
    if (all.contains("Over Agg:")
        || all.contains("OVER window")
        || all.contains("ordered by a single time column")) {
      return List.of(over(all));
    }
    Location legacy = place(PlanComplaint::isLegacyWindowColumn);
    if (!legacy.equals(source.first())) {
      return List.of(
          Diagnostic.error(
              Code.DG0424,
              legacy,
              "this takes the time of a window, and there is none",
              "read FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)), and take"
                  + " window_start and window_end"));
    }
    boolean known =
        Causes.of(thrown)
            .anyMatch(t -> t instanceof ValidationException || t instanceof TableException);
    if (all.contains("Cannot generate a valid execution plan")) {
      return List.of(
          Diagnostic.error(
              Code.DG0424,
              source.first(),
              "Flink has no way to run this query over a stream",
              "it uses a part of SQL that works on finished tables only; write it with windows,"
                  + " joins on a time bound, or ROW_NUMBER"));
    }
    return List.of(
        known
            ? Diagnostic.error(Code.DG0424, source.first(), PlainWords.sentence(first(thrown)))
            : Diagnostic.error(
                Code.DG0001,
                source.first(),
                "the planner could not plan this query",
                "simplify it step by step to find what it cannot take; and please report it with"
                    + " the dagger's files"));
  }

  /** What the first of the causes says. */
  private static String first(Throwable thrown) {
    List<Throwable> causes = Causes.of(thrown).toList();
    return String.valueOf(causes.get(causes.size() - 1).getMessage());
  }

  /** Every DESCRIPTOR that names no event time. */
  private List<Diagnostic> windows() {
    List<Diagnostic> diagnostics = new ArrayList<>();
    NodePath.each(
        tree,
        node -> {
          if (node instanceof SqlCall call
              && call.getOperator().getName().equalsIgnoreCase("DESCRIPTOR")
              && call.operandCount() == 1
              && call.operand(0) instanceof SqlIdentifier column
              && !column.toString().equals("rowtime")) {
            diagnostics.add(window(column));
          }
        });
    if (diagnostics.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              Code.DG0408,
              place(WindowFunctions::isWindow),
              "a window needs the event time, and this column no longer is one",
              "select rowtime as it is in the sub-query that the window reads"));
    }
    return diagnostics;
  }

  private Diagnostic window(SqlIdentifier column) {
    Optional<LogicalType> type =
        Optional.ofNullable(Scope.at(tree, column, vocabulary).resolve(column.names).type());
    String what =
        type.filter(t -> !t.is(LogicalTypeFamily.TIMESTAMP))
            .map(t -> "a " + PlainWords.of(t.copy(true).asSummaryString()))
            .orElse("an ordinary column");
    return Diagnostic.error(
        Code.DG0408,
        source.at(column.getParserPosition()),
        "a window needs the event time, and '%s' is %s".formatted(column, what),
        "write DESCRIPTOR(rowtime): it holds the event time and the stream's watermark");
  }

  private List<Diagnostic> conversions(String left, String right) {
    List<Diagnostic> found =
        types == null
            ? List.of()
            : new Comparisons(source, tree, vocabulary, types).ofDifferentTypes();
    return found.isEmpty()
        ? List.of(
            Diagnostic.error(
                Code.DG0422,
                source.first(),
                "%s and %s are compared or joined here, and neither is converted by itself"
                    .formatted(PlainWords.of(left), PlainWords.of(right)),
                "compare an enum with a name in quotes, or CAST one side to the other's type"))
        : found;
  }

  private Diagnostic retraction(String function) {
    return Diagnostic.error(
        Code.DG0424,
        place(
            node ->
                node instanceof SqlCall call
                    && call.getOperator().getName().equalsIgnoreCase(function)),
        "%s cannot take a row back, and here rows leave again".formatted(function),
        "group by a window: FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE));"
            + " OVER and rows that change take rows back");
  }

  /** A table where a value should stand: mostly one too many for a window. */
  private Diagnostic tableAsValue() {
    Optional<SqlNode> window = NodePath.first(tree, WindowFunctions::isWindow);
    if (window.isEmpty()) {
      return Diagnostic.error(
          Code.DG0407,
          source.first(),
          "a sub-query in the place of a value must have one column",
          "select the one column that is meant");
    }
    String name = ((SqlCall) window.get()).getOperator().getName().toUpperCase(Locale.ROOT);
    return Diagnostic.error(
        Code.DG0407,
        source.at(window.get().getParserPosition()),
        "these are not the arguments of " + name,
        "write " + WindowFunctions.form(name).orElseThrow());
  }

  private Diagnostic sort() {
    Location place =
        NodePath.first(tree, PlanComplaint::isSorted)
            .map(node -> ((SqlOrderBy) node).orderList.get(0).getParserPosition())
            .map(source::at)
            .orElse(source.first());
    return Diagnostic.error(
        Code.DG0439,
        place,
        "a stream has no end, so it cannot be sorted by this",
        "leave ORDER BY out: a sink keeps no order. For the best rows of a window, take ROW_NUMBER()"
            + " OVER (PARTITION BY window_start, window_end ORDER BY ...) and keep the first");
  }

  private static boolean isSorted(SqlNode node) {
    return node instanceof SqlOrderBy order && order.orderList.size() > 0;
  }

  private Diagnostic over(String all) {
    boolean rank = all.contains("rank function requires order by");
    return Diagnostic.error(
        Code.DG0427,
        place(node -> node.getKind() == SqlKind.OVER),
        rank
            ? "this ranking needs an order"
            : "OVER goes along the event time, so its first ORDER BY must be rowtime, ascending",
        rank
            ? "add ORDER BY to the OVER: ROW_NUMBER() OVER (PARTITION BY ... ORDER BY ...)"
            : "write OVER (PARTITION BY ... ORDER BY rowtime)");
  }

  private static boolean isLegacyWindowColumn(SqlNode node) {
    return node instanceof SqlCall call
        && call.getOperator()
            .getName()
            .toUpperCase(Locale.ROOT)
            .matches("(TUMBLE|HOP|SESSION)_(START|END|ROWTIME|PROCTIME)");
  }

  /** The place of the first length that is no literal. */
  private Location windowLength() {
    return NodePath.first(tree, node -> length(node).isPresent())
        .flatMap(PlanComplaint::length)
        .map(length -> source.at(length.getParserPosition()))
        .orElseGet(() -> place(WindowFunctions::isWindow));
  }

  /** The first argument of a window that should be an interval, and is none. */
  private static Optional<SqlNode> length(SqlNode node) {
    return WindowFunctions.isWindow(node)
        ? ((SqlCall) node)
            .getOperandList().stream()
                .skip(2)
                .filter(operand -> !(operand instanceof SqlIntervalLiteral))
                .findFirst()
        : Optional.empty();
  }

  /** The place of the first node of a kind, or else the query's first line. */
  private Location place(Predicate<SqlNode> wanted) {
    return NodePath.first(tree, wanted)
        .map(node -> source.at(node.getParserPosition()))
        .orElse(source.first());
  }
}

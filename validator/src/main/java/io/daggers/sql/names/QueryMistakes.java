package io.daggers.sql.names;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.parse.FunctionPolicy;
import io.daggers.sql.parse.QueryParser;
import io.daggers.sql.parse.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Finds all mistakes in the names and types of a query, where Flink names the first: after each,
 * the query is read as if it had been mended and Flink is asked again.
 */
public final class QueryMistakes {

  /** Flink's validator. */
  public interface Flink {

    /** What it throws at a query, or nothing where the query is right. */
    Optional<Throwable> objection(SourceText query);
  }

  private static final int MOST_MISTAKES = 20;
  private static final int MOST_TRIES = 60;
  private static final Pattern COLUMN =
      Pattern.compile(
          "Column '(.+?)' not found in (?:any table|table '(.+?)')|^Table '(.+?)' not found");
  private static final Pattern TABLE = Pattern.compile("Object '(.+?)' not found");
  private static final Pattern AMBIGUOUS = Pattern.compile("Column '(.+?)' is ambiguous");

  private final Vocabulary vocabulary;
  private final Flink flink;
  private final Repairs repairs;
  private final Findings findings;
  private SourceText source;
  private boolean columnsUnknown;

  private QueryMistakes(SourceText source, Vocabulary vocabulary, Flink flink, Findings findings) {
    this.source = source;
    this.vocabulary = vocabulary;
    this.flink = flink;
    this.repairs = new Repairs(flink);
    this.findings = findings;
  }

  /**
   * Reports every mistake that can be found.
   *
   * @param source a text that parses
   * @param calls calls of functions that are not there or not allowed
   */
  public static void report(
      SourceText source,
      List<FunctionPolicy.Refused> calls,
      Vocabulary vocabulary,
      Flink flink,
      Findings findings) {
    calls.forEach(call -> findings.add(call.diagnostic()));
    Repairs.withoutCalls(source, calls)
        .ifPresent(mended -> new QueryMistakes(mended, vocabulary, flink, findings).report());
  }

  private void report() {
    for (int i = 0; i < MOST_MISTAKES; i++) {
      Optional<Throwable> objection = flink.objection(source);
      if (objection.isEmpty()) {
        return;
      }
      SqlNode tree = QueryParser.again(source);
      Complaint complaint = complaint(objection.get(), tree);
      boolean consequence =
          complaint.ofTypes() && source.isRepaired(complaint.from(), complaint.to());
      boolean unknown = columnsUnknown && complaint.diagnostic().code() == Code.DG0404;
      boolean said =
          findings.list().stream()
              .anyMatch(finding -> sameMistake(finding, complaint.diagnostic()));
      if (!consequence && !unknown && !said) {
        findings.add(complaint.diagnostic());
      }
      Optional<SourceText> mended = repairs.of(source, complaint, tree);
      if (mended.isEmpty()) {
        return;
      }
      boolean anyTable =
          complaint.diagnostic().code() == Code.DG0405
              && complaint.diagnostic().help().filter(h -> h.startsWith("did you")).isEmpty();
      columnsUnknown |= anyTable;
      source = mended.get();
    }
  }

  /** The same place, or another column of the window that is not there. */
  private static boolean sameMistake(Diagnostic said, Diagnostic found) {
    boolean ofOneWindow =
        said.code() == Code.DG0404
            && found.code() == Code.DG0404
            && found.help().filter(help -> help.startsWith(NameComplaints.NO_WINDOW)).isPresent()
            && said.help().equals(found.help());
    return ofOneWindow || said.location().equals(found.location());
  }

  private Complaint complaint(Throwable thrown, SqlNode tree) {
    CalciteContextException positioned = Causes.positioned(thrown);
    if (positioned == null) {
      return unpositioned(thrown, tree);
    }
    if (positioned.getPosLine() < 1) {
      return expanded(thrown, tree);
    }
    int from = source.offset(positioned.getPosLine(), positioned.getPosColumn());
    int to = source.offset(positioned.getEndPosLine(), positioned.getEndPosColumn()) + 1;
    String message =
        String.valueOf(
            positioned.getCause() == null
                ? positioned.getMessage()
                : positioned.getCause().getMessage());
    NameComplaints names = new NameComplaints(source, tree, vocabulary);
    SqlNode node = NodePath.smallest(tree, source, from, to);
    if (node instanceof SqlIdentifier identifier) {
      Matcher table = TABLE.matcher(message);
      if (table.find()) {
        return names.table(table.group(1), identifier);
      }
      if (AMBIGUOUS.matcher(message).find()) {
        return names.ambiguous(identifier);
      }
      if (COLUMN.matcher(message).find() || message.startsWith("Unknown identifier")) {
        return names.column(identifier);
      }
    }
    return new TypeComplaints(source, tree).of(message, from, to);
  }

  /** Something that Flink has put in the place of a name, and so without a place of its own. */
  private Complaint expanded(Throwable thrown, SqlNode tree) {
    Optional<SqlNode> name =
        TypeComplaints.isAboutCondition(thrown)
            ? NodePath.first(tree, node -> nameAsCondition(node).isPresent())
                .flatMap(QueryMistakes::nameAsCondition)
            : Optional.empty();
    if (name.isEmpty()) {
      return unpositioned(thrown, tree);
    }
    SqlParserPos place = name.get().getParserPosition();
    return new TypeComplaints(source, tree)
        .of(Causes.messages(thrown), source.start(place), source.end(place));
  }

  private static Optional<SqlNode> nameAsCondition(SqlNode node) {
    return node instanceof SqlSelect select
        ? Stream.of(select.getWhere(), select.getHaving())
            .filter(SqlIdentifier.class::isInstance)
            .findFirst()
        : Optional.empty();
  }

  /** Tries which call it is that Flink does not like: without it, it says something else. */
  private Complaint unpositioned(Throwable thrown, SqlNode tree) {
    Complaint complaint = PlanComplaint.of(thrown, source, tree, vocabulary);
    Code code = complaint.diagnostic().code();
    if (code != Code.DG0424 && code != Code.DG0001) {
      return complaint;
    }
    Optional<String> function = CallComplaints.function(thrown);
    List<SqlNode> calls = new ArrayList<>();
    NodePath.each(
        tree,
        node -> {
          if (node instanceof SqlBasicCall call
              && node.getParserPosition().getLineNum() > 0
              && function.map(call.getOperator().getName()::equalsIgnoreCase).orElse(true)) {
            calls.add(node);
          }
        });
    calls.sort(Comparator.comparingInt(this::length));
    for (SqlNode call : calls.subList(0, Math.min(MOST_TRIES, calls.size()))) {
      int from = source.start(call.getParserPosition());
      int to = source.end(call.getParserPosition());
      SourceText without = source.replace(from, to, Complaint.ANY_VALUE.get(0));
      if (QueryParser.parses(without) && !says(without, thrown)) {
        return new CallComplaints(source).of(thrown, (SqlBasicCall) call);
      }
    }
    return complaint;
  }

  private boolean says(SourceText text, Throwable thrown) {
    String said = Causes.messages(thrown);
    return flink.objection(text).filter(other -> Causes.messages(other).equals(said)).isPresent();
  }

  private int length(SqlNode node) {
    return source.end(node.getParserPosition()) - source.start(node.getParserPosition());
  }
}

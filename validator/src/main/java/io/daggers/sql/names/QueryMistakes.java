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
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

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
  private final Findings findings;
  private SourceText source;
  private boolean columnsUnknown;

  private QueryMistakes(SourceText source, Vocabulary vocabulary, Flink flink, Findings findings) {
    this.source = source;
    this.vocabulary = vocabulary;
    this.flink = flink;
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
    QueryMistakes mistakes = new QueryMistakes(source, vocabulary, flink, findings);
    if (mistakes.mendCalls(calls)) {
      mistakes.report();
    }
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
      Optional<SourceText> mended = mended(complaint, tree);
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
    CalciteContextException positioned = positioned(thrown);
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

  /** The text with something of the right kind where the mistake is. */
  private Optional<SourceText> mended(Complaint complaint, SqlNode tree) {
    if (complaint.instead().isEmpty()) {
      return Optional.empty();
    }
    SourceText first = null;
    for (int[] range : ranges(complaint, tree)) {
      for (String by : complaint.instead()) {
        SourceText text = source.replace(range[0], range[1], by);
        if (!QueryParser.parses(text)) {
          break;
        }
        first = first == null ? text : first;
        int shift = by.length() - (range[1] - range[0]);
        if (!objectsTo(text, range[0], range[1] + shift)) {
          return Optional.of(text);
        }
      }
      if (first != null) {
        break;
      }
    }
    return Optional.ofNullable(first);
  }

  /** The mistake itself and what it stands in, up to the first SELECT. */
  private List<int[]> ranges(Complaint complaint, SqlNode tree) {
    List<int[]> ranges = new ArrayList<>();
    ranges.add(new int[] {complaint.from(), complaint.to()});
    SqlNode node = NodePath.smallest(tree, source, complaint.from(), complaint.to());
    List<SqlNode> path = NodePath.to(tree, node);
    for (int i = path.size() - 1; i > 0 && !isQuery(path.get(i)); i--) {
      if (path.get(i).getParserPosition().getLineNum() > 0) {
        ranges.add(
            new int[] {
              source.start(path.get(i).getParserPosition()),
              source.end(path.get(i).getParserPosition())
            });
      }
    }
    return ranges;
  }

  private static boolean isQuery(SqlNode node) {
    return node.getKind().belongsTo(SqlKind.QUERY);
  }

  /** Whether Flink dislikes what was put into the range, or what is around it. */
  private boolean objectsTo(SourceText text, int from, int to) {
    Optional<Throwable> objection = flink.objection(text);
    if (objection.isEmpty()) {
      return false;
    }
    CalciteContextException positioned = positioned(objection.get());
    if (positioned == null) {
      return false;
    }
    int start = text.offset(positioned.getPosLine(), positioned.getPosColumn());
    int end = text.offset(positioned.getEndPosLine(), positioned.getEndPosColumn()) + 1;
    return start < to && end > from;
  }

  private boolean mendCalls(List<FunctionPolicy.Refused> calls) {
    List<FunctionPolicy.Refused> lastFirst = new ArrayList<>(calls);
    lastFirst.sort(
        Comparator.comparing(
            (FunctionPolicy.Refused refused) -> -source.start(refused.call().getParserPosition())));
    calls.forEach(call -> findings.add(call.diagnostic()));
    SourceText written = source;
    for (FunctionPolicy.Refused refused : lastFirst) {
      int from = written.start(refused.call().getParserPosition());
      boolean empty = refused.call().operandCount() == 0;
      int to =
          empty
              ? source.text().indexOf(')', from) + 1
              : source.text().length() - behind(written, refused.call());
      String instead = refused.instead();
      int nameEnd = source.text().indexOf('(', from);
      boolean named = instead != null && nameEnd > from && nameEnd < to;
      SourceText text =
          named
              ? source.replace(from, nameEnd, instead)
              : source.replace(from, to, Complaint.ANY_VALUE.get(0));
      if (!QueryParser.parses(text)) {
        return false;
      }
      source = text;
    }
    return true;
  }

  private static int behind(SourceText text, SqlNode node) {
    return text.text().length() - text.end(node.getParserPosition());
  }

  private static @Nullable CalciteContextException positioned(Throwable thrown) {
    return (CalciteContextException)
        Causes.of(thrown)
            .filter(CalciteContextException.class::isInstance)
            .findFirst()
            .orElse(null);
  }
}

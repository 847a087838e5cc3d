package io.daggers.sql.names;

import io.daggers.sql.names.QueryMistakes.Flink;
import io.daggers.sql.parse.FunctionPolicy;
import io.daggers.sql.parse.QueryParser;
import io.daggers.sql.parse.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Reads a query as if its mistakes had been mended, to find what else is wrong with it. */
record Repairs(Flink flink) {

  /** The text with something of the right kind where the mistake is. */
  Optional<SourceText> of(SourceText source, Complaint complaint, SqlNode tree) {
    if (complaint.instead().isEmpty()) {
      return Optional.empty();
    }
    SourceText first = null;
    for (int[] range : ranges(source, complaint, tree)) {
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
  private static List<int[]> ranges(SourceText source, Complaint complaint, SqlNode tree) {
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
    CalciteContextException positioned = Causes.positioned(objection.get());
    if (positioned == null) {
      return false;
    }
    int start = text.offset(positioned.getPosLine(), positioned.getPosColumn());
    int end = text.offset(positioned.getEndPosLine(), positioned.getEndPosColumn()) + 1;
    return start < to && end > from;
  }

  /**
   * A text without calls of functions that are not there, or with those that were meant; nothing
   * where it would not parse.
   */
  static Optional<SourceText> withoutCalls(SourceText written, List<FunctionPolicy.Refused> calls) {
    List<FunctionPolicy.Refused> lastFirst = new ArrayList<>(calls);
    lastFirst.sort(
        Comparator.comparing(
            (FunctionPolicy.Refused refused) ->
                -written.start(refused.call().getParserPosition())));
    SourceText source = written;
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
        return Optional.empty();
      }
      source = text;
    }
    return Optional.of(source);
  }

  private static int behind(SourceText text, SqlNode node) {
    return text.text().length() - text.end(node.getParserPosition());
  }
}

package io.daggers.sql.names;

import io.daggers.sql.parse.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Finds nodes of a tree by their place. */
final class NodePath {

  private NodePath() {}

  /** The nodes from the root down to a node. */
  static List<SqlNode> to(SqlNode tree, SqlNode wanted) {
    List<SqlNode> path = new ArrayList<>();
    return find(tree, wanted, path) ? path : List.of(tree);
  }

  /** The smallest node that covers a range of the text; the tree itself where none does. */
  static SqlNode smallest(SqlNode tree, SourceText source, int from, int to) {
    SqlNode[] best = {tree};
    int[] length = {Integer.MAX_VALUE};
    each(
        tree,
        node -> {
          SqlParserPos position = node.getParserPosition();
          if (node instanceof SqlNodeList || position.getLineNum() < 1) {
            return;
          }
          int start = source.start(position);
          int end = source.end(position);
          if (start <= from && end >= to && end - start <= length[0]) {
            best[0] = node;
            length[0] = end - start;
          }
        });
    return best[0];
  }

  /** Visits every node, a parent before its children. */
  static void each(@Nullable SqlNode node, Consumer<SqlNode> visit) {
    if (node == null) {
      return;
    }
    visit.accept(node);
    children(node).forEach(child -> each(child, visit));
  }

  /** The first node of a kind, a parent before its children. */
  static Optional<SqlNode> first(SqlNode tree, Predicate<SqlNode> wanted) {
    if (wanted.test(tree)) {
      return Optional.of(tree);
    }
    return children(tree).stream().flatMap(child -> first(child, wanted).stream()).findFirst();
  }

  static List<SqlNode> children(SqlNode node) {
    List<SqlNode> children = new ArrayList<>();
    if (node instanceof SqlCall call) {
      for (SqlNode operand : call.getOperandList()) {
        if (operand != null) {
          children.add(operand);
        }
      }
    } else if (node instanceof SqlNodeList list) {
      for (SqlNode item : list) {
        if (item != null) {
          children.add(item);
        }
      }
    }
    return children;
  }

  private static boolean find(SqlNode node, SqlNode wanted, List<SqlNode> path) {
    path.add(node);
    if (node == wanted) {
      return true;
    }
    for (SqlNode child : children(node)) {
      if (find(child, wanted, path)) {
        return true;
      }
    }
    path.remove(path.size() - 1);
    return false;
  }
}

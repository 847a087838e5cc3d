package io.daggers.sql.lineage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of a query that become operators, each kind in the order in which the planner makes
 * operators of them. A table expression counts as often as it is used.
 */
final class Clauses {

  /** GROUP BY, DISTINCT, and aggregates without either. */
  record Grouping(SqlNode at, List<SqlNode> items, boolean distinct) {}

  /** Kinds whose first operand alone is a table. */
  private static final Set<SqlKind> FIRST_OPERAND =
      EnumSet.of(
          SqlKind.AS,
          SqlKind.ARGUMENT_ASSIGNMENT,
          SqlKind.COLLECTION_TABLE,
          SqlKind.EXPLICIT_TABLE,
          SqlKind.LATERAL,
          SqlKind.SET_SEMANTICS_TABLE,
          SqlKind.SNAPSHOT);

  /** Kinds whose operands are columns. */
  private static final Set<SqlKind> COLUMNS = EnumSet.of(SqlKind.DESCRIPTOR, SqlKind.UNNEST);

  private final SqlValidator validator;
  final Queue<Grouping> groupings = new ArrayDeque<>();
  final Queue<SqlNode> joins = new ArrayDeque<>();
  final Queue<SqlNode> overs = new ArrayDeque<>();
  final Queue<SqlNode> subQueries = new ArrayDeque<>();
  final Queue<SqlNode> setOperations = new ArrayDeque<>();
  final Queue<SqlNode> patterns = new ArrayDeque<>();
  final List<SqlNode> limits = new ArrayList<>();
  private final Deque<Map<String, Named>> named = new ArrayDeque<>();

  /**
   * A table expression.
   *
   * @param before those that stand before it, which it may use
   */
  private record Named(Map<String, Named> before, SqlNode query) {}

  private Clauses(SqlValidator validator) {
    this.validator = validator;
  }

  static Clauses of(SqlNode validated, SqlValidator validator) {
    Clauses clauses = new Clauses(validator);
    clauses.query(validated);
    return clauses;
  }

  private void query(SqlNode node) {
    if (node instanceof SqlWith with) {
      with(with);
    } else if (node instanceof SqlOrderBy order) {
      query(order.query);
      limits.add(order);
    } else if (node instanceof SqlSelect select) {
      select(select);
    } else if (node instanceof SqlCall call && SqlKind.SET_QUERY.contains(call.getKind())) {
      call.getOperandList().forEach(this::query);
      setOperations.add(call);
    } else if (node instanceof SqlCall call) {
      call.getOperandList().stream().filter(Clauses::isQuery).forEach(this::query);
    }
  }

  private void with(SqlWith with) {
    Map<String, Named> items = new HashMap<>();
    named.push(items);
    for (SqlNode node : with.withList) {
      SqlWithItem item = (SqlWithItem) node;
      items.put(item.name.getSimple(), new Named(new HashMap<>(items), item.query));
    }
    query(with.body);
    named.pop();
  }

  private void from(@Nullable SqlNode node) {
    if (node instanceof SqlJoin join) {
      from(join.getLeft());
      from(join.getRight());
      joins.add(join.getJoinTypeNode());
    } else if (node instanceof SqlIdentifier name && name.isSimple()) {
      table(name.getSimple());
    } else if (node instanceof SqlMatchRecognize match) {
      from(match.getTableRef());
      patterns.add(match);
    } else if (node instanceof SqlCall call && FIRST_OPERAND.contains(call.getKind())) {
      from(call.operand(0));
    } else if (isQuery(node)) {
      query(node);
    } else if (node instanceof SqlCall call && !COLUMNS.contains(call.getKind())) {
      call.getOperandList().forEach(this::from);
    }
  }

  private void table(String name) {
    for (Map<String, Named> scope : named) {
      Named expression = scope.get(name);
      if (expression != null) {
        named.push(expression.before());
        query(expression.query());
        named.pop();
        return;
      }
    }
  }

  private void select(SqlSelect select) {
    from(select.getFrom());
    expression(select.getWhere());
    boolean grouped = select.getGroup() != null;
    if (grouped || validator.isAggregate(select)) {
      SqlNode at = grouped ? select.getGroup() : select.getSelectList();
      groupings.add(new Grouping(at, grouped ? select.getGroup().getList() : List.of(), false));
    }
    expression(select.getHaving());
    for (SqlNode item : select.getSelectList()) {
      expression(item);
      over(item);
    }
    expression(select.getQualify());
    over(select.getQualify());
    if (select.isDistinct()) {
      SqlNode keyword = select.getModifierNode(SqlSelectKeyword.DISTINCT);
      groupings.add(
          new Grouping(keyword == null ? select : keyword, select.getSelectList().getList(), true));
    }
    if (select.getOrderList() != null || select.getFetch() != null || select.getOffset() != null) {
      limits.add(select.getFetch() == null ? select : select.getFetch());
    }
  }

  private void expression(@Nullable SqlNode node) {
    if (node instanceof SqlNodeList list) {
      list.forEach(this::expression);
    } else if (node instanceof SqlCall call) {
      boolean subQuery = call.getOperandList().stream().anyMatch(Clauses::isQuery);
      for (SqlNode operand : call.getOperandList()) {
        if (isQuery(operand)) {
          query(operand);
        } else {
          expression(operand);
        }
      }
      if (subQuery) {
        subQueries.add(call);
      }
    } else if (isQuery(node)) {
      query(node);
      subQueries.add(node);
    }
  }

  /** The first OVER of an output column, if it has any. */
  private boolean over(@Nullable SqlNode node) {
    if (!(node instanceof SqlCall call) || isQuery(node)) {
      return false;
    }
    if (call.getKind() == SqlKind.OVER) {
      overs.add(call);
      return true;
    }
    return call.getOperandList().stream().anyMatch(this::over);
  }

  private static boolean isQuery(@Nullable SqlNode node) {
    return node != null
        && (SqlKind.QUERY.contains(node.getKind()) || node.getKind() == SqlKind.WITH)
        && node.getKind() != SqlKind.VALUES;
  }
}

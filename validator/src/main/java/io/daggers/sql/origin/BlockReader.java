package io.daggers.sql.origin;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.StreamColumns;
import io.daggers.sql.table.StreamTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Walks a validated query and notes what each SELECT's names mean. */
final class BlockReader {

  private final Map<String, StreamTable> sources = new HashMap<>();
  private final SchemaCatalog schemas;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final IdentityHashMap<SqlNode, Relation> queries = new IdentityHashMap<>();
  private Map<String, Relation> named = Map.of();

  BlockReader(List<StreamTable> sources, SchemaCatalog schemas) {
    sources.forEach(source -> this.sources.put(source.name(), source));
    this.schemas = schemas;
  }

  QueryOrigins read(SqlNode query) {
    Relation output = query(query, null);
    return new QueryOrigins(blocks, windows, queries, output);
  }

  private Relation query(SqlNode node, @Nullable Scope around) {
    Relation relation =
        switch (node.getKind()) {
          case SELECT -> select((SqlSelect) node, around);
          case WITH -> with((SqlWith) node, around);
          case ORDER_BY -> query(((SqlOrderBy) node).query, around);
          case UNION -> union((SqlCall) node, around);
          case INTERSECT, EXCEPT -> first((SqlCall) node, around);
          case VALUES -> values((SqlCall) node, around);
          default -> Relation.UNKNOWN;
        };
    queries.put(node, relation);
    return relation;
  }

  private Relation select(SqlSelect select, @Nullable Scope around) {
    Scope scope = new Scope(around);
    List<Expression> expressions = new ArrayList<>();
    if (select.getFrom() != null) {
      from(select.getFrom(), scope, expressions);
    }
    List<Column> columns = new ArrayList<>();
    for (SqlNode item : select.getSelectList()) {
      SqlNode value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
      columns.add(new Column(name(item, columns.size()), new Column.Computed(value, scope)));
      add(value, scope, Expression.Role.OUTPUT, expressions);
    }
    add(select.getWhere(), scope, Expression.Role.FILTER, expressions);
    add(select.getGroup(), scope, Expression.Role.GROUP, expressions);
    add(select.getHaving(), scope, Expression.Role.FILTER, expressions);
    add(select.getQualify(), scope, Expression.Role.FILTER, expressions);
    add(select.getOrderList(), scope, Expression.Role.ORDER, expressions);
    add(select.getWindowList(), scope, Expression.Role.OTHER, expressions);
    Relation output = new Relation(columns);
    blocks.add(new Block(select, scope, output, expressions));
    return output;
  }

  private Relation with(SqlWith with, @Nullable Scope around) {
    Map<String, Relation> before = named;
    for (SqlNode node : with.withList) {
      SqlWithItem item = (SqlWithItem) node;
      Relation relation = query(item.query, around);
      Map<String, Relation> more = new HashMap<>(named);
      more.put(
          item.name.getSimple(),
          item.columnList == null ? relation : relation.named(names(item.columnList)));
      named = more;
    }
    Relation body = query(with.body, around);
    named = before;
    return body;
  }

  private Relation union(SqlCall union, @Nullable Scope around) {
    Relation all = query(union.operand(0), around);
    for (int i = 1; i < union.operandCount(); i++) {
      all = all.union(query(union.operand(i), around));
    }
    return all;
  }

  private Relation first(SqlCall set, @Nullable Scope around) {
    Relation first = query(set.operand(0), around);
    for (int i = 1; i < set.operandCount(); i++) {
      query(set.operand(i), around);
    }
    return first;
  }

  private static Relation values(SqlCall values, @Nullable Scope around) {
    Relation all = null;
    for (SqlNode node : values.getOperandList()) {
      List<Column> columns = new ArrayList<>();
      if (node instanceof SqlCall row && row.getKind() == SqlKind.ROW) {
        for (SqlNode item : row.getOperandList()) {
          columns.add(
              new Column("EXPR$" + columns.size(), new Column.Computed(item, new Scope(around))));
        }
      }
      Relation relation = new Relation(columns);
      all = all == null ? relation : all.union(relation);
    }
    return all == null ? Relation.UNKNOWN : all;
  }

  void from(SqlNode node, Scope scope, List<Expression> expressions) {
    if (node instanceof SqlJoin join) {
      from(join.getLeft(), scope, expressions);
      from(join.getRight(), scope, expressions);
      if (join.getConditionType() == JoinConditionType.ON) {
        add(join.getCondition(), scope, Expression.Role.JOIN, expressions);
      }
      return;
    }
    if (node.getKind() == SqlKind.AS) {
      List<SqlNode> operands = ((SqlCall) node).getOperandList();
      Relation relation = table(operands.get(0), scope, expressions);
      if (operands.size() > 2) {
        relation = relation.named(names(operands.subList(2, operands.size())));
      }
      scope.add(((SqlIdentifier) operands.get(1)).getSimple(), relation);
      return;
    }
    String name = node instanceof SqlIdentifier table ? last(table) : "";
    scope.add(name, table(node, scope, expressions));
  }

  private Relation table(SqlNode node, Scope scope, List<Expression> expressions) {
    if (node instanceof SqlIdentifier table) {
      return table.isSimple() && named.containsKey(table.getSimple())
          ? named.get(table.getSimple())
          : stream(sources.get(last(table)));
    }
    if (SqlKind.QUERY.contains(node.getKind())) {
      return query(node, scope);
    }
    if (node instanceof SqlMatchRecognize match) {
      return PatternScope.of(match, scope, this, expressions);
    }
    if (!(node instanceof SqlCall call)) {
      return Relation.UNKNOWN;
    }
    return switch (call.getKind()) {
      case COLLECTION_TABLE, LATERAL, SNAPSHOT, TABLESAMPLE, AS ->
          table(call.operand(0), scope, expressions);
      case EXPLICIT_TABLE -> table(call.operand(0), scope, expressions);
      case UNNEST -> unnest(call, scope, expressions);
      default -> Window.isWindow(call) ? window(call, scope) : function(call, scope, expressions);
    };
  }

  private Relation window(SqlCall call, Scope scope) {
    SqlNode table = Window.value(call.operand(0));
    if (table instanceof SqlCall partitioned && !SqlKind.QUERY.contains(table.getKind())) {
      table = partitioned.operand(0);
    }
    Relation input = table(table, scope, new ArrayList<>());
    windows.add(new Window(call, input));
    List<Column> added =
        Window.COLUMNS.stream()
            .map(name -> new Column(name, new Column.OfWindow(call, name)))
            .toList();
    return input.with(added);
  }

  private Relation function(SqlCall call, Scope scope, List<Expression> expressions) {
    add(call, scope, Expression.Role.OTHER, expressions);
    return Relation.UNKNOWN;
  }

  private Relation unnest(SqlCall call, Scope scope, List<Expression> expressions) {
    SqlNode list = call.operand(0);
    add(list, scope, Expression.Role.OTHER, expressions);
    if (list instanceof SqlIdentifier identifier) {
      Optional<List<Column>> fields = FieldPath.ofElements(scope.resolve(identifier));
      if (fields.isPresent()) {
        return new Relation(fields.get());
      }
    }
    return new Relation(List.of(new Column("EXPR$0", new Column.Elements(list, scope))));
  }

  private Relation stream(@Nullable StreamTable source) {
    if (source == null) {
      return Relation.UNKNOWN;
    }
    Descriptor message = schemas.schema(source.schema()).orElseThrow().descriptor();
    List<Column> columns = new ArrayList<>();
    for (FieldDescriptor field : message.getFields()) {
      columns.add(new Column(field.getName(), new Column.Field(source, field, false)));
    }
    StreamColumns.ALL.forEach(
        column ->
            columns.add(
                new Column(column.getName(), new Column.OfStream(source, column.getName()))));
    return new Relation(columns);
  }

  void add(
      @Nullable SqlNode node, Scope scope, Expression.Role role, List<Expression> expressions) {
    if (node == null) {
      return;
    }
    if (node instanceof SqlNodeList list) {
      list.forEach(item -> add(item, scope, role, expressions));
      return;
    }
    expressions.add(new Expression(node, scope, role));
    node.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (SqlKind.QUERY.contains(call.getKind())) {
              query(call, scope);
              return null;
            }
            return super.visit(call);
          }
        });
  }

  static String name(SqlNode item, int index) {
    if (item.getKind() == SqlKind.AS) {
      return ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple();
    }
    return item instanceof SqlIdentifier column ? last(column) : "EXPR$" + index;
  }

  private static String last(SqlIdentifier identifier) {
    return identifier.names.isEmpty() ? "" : identifier.names.get(identifier.names.size() - 1);
  }

  private static List<String> names(Iterable<SqlNode> identifiers) {
    List<String> names = new ArrayList<>();
    identifiers.forEach(node -> names.add(((SqlIdentifier) node).getSimple()));
    return names;
  }
}

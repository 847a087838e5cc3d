package io.daggers.sql.origin;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlCase;

/** Follows a value to the enum fields and literals that it is one of. */
public final class TextTrace {

  /** What gives one of its arguments; the others decide which. */
  private static final Map<String, int[]> ONE_OF =
      Map.ofEntries(
          Map.entry("IF", new int[] {1, 2}),
          Map.entry("IFNULL", new int[] {0, 1}),
          Map.entry("NULLIF", new int[] {0}),
          Map.entry("MIN", new int[] {0}),
          Map.entry("MAX", new int[] {0}),
          Map.entry("FIRST_VALUE", new int[] {0}),
          Map.entry("LAST_VALUE", new int[] {0}),
          Map.entry("FIRST", new int[] {0}),
          Map.entry("LAST", new int[] {0}),
          Map.entry("SINGLE_VALUE", new int[] {0}),
          Map.entry("PREV", new int[] {0}),
          Map.entry("NEXT", new int[] {0}),
          Map.entry("LAG", new int[] {0, 2}),
          Map.entry("LEAD", new int[] {0, 2}),
          Map.entry("OVER", new int[] {0}),
          Map.entry("FILTER", new int[] {0}),
          Map.entry("FINAL", new int[] {0}),
          Map.entry("RUNNING", new int[] {0}),
          Map.entry("IGNORE NULLS", new int[] {0}),
          Map.entry("RESPECT NULLS", new int[] {0}));

  private static final Set<String> ALL_OF = Set.of("COALESCE", "GREATEST", "LEAST");

  private final QueryOrigins query;
  private final IdentityHashMap<SqlNode, Texts> known = new IdentityHashMap<>();
  private final IdentityHashMap<Column, Texts> ofColumns = new IdentityHashMap<>();

  public TextTrace(QueryOrigins query) {
    this.query = query;
  }

  /** What the value of a node can be. */
  public Texts of(SqlNode node, Scope scope) {
    Texts texts = known.get(node);
    if (texts == null) {
      texts = trace(node, scope);
      known.put(node, texts);
    }
    return texts;
  }

  /** What the values of a column can be. */
  public Texts of(Column column) {
    Texts all = Texts.NONE;
    for (Column.Definition definition : column.definitions()) {
      all = all.or(of(definition, List.of()));
    }
    return all;
  }

  /** What the elements of a column's lists can be. */
  public Texts elements(Column column) {
    Texts all = Texts.NONE;
    for (Column.Definition definition : column.definitions()) {
      all = all.or(elements(definition, List.of()));
    }
    return all;
  }

  private Texts trace(SqlNode node, Scope scope) {
    if (node instanceof SqlCharStringLiteral literal) {
      String text = literal.getValueAs(String.class);
      return Texts.of(new Texts.Literal(text, literal.getParserPosition()));
    }
    if (node instanceof SqlLiteral literal) {
      return literal.getValue() == null ? Texts.NONE : Texts.ANY;
    }
    if (node instanceof SqlIdentifier identifier) {
      return path(scope.resolve(identifier));
    }
    if (node instanceof SqlCase choice) {
      return choice(choice, scope);
    }
    if (node instanceof SqlCall call) {
      return call(call, scope);
    }
    return Texts.ANY;
  }

  private Texts choice(SqlCase choice, Scope scope) {
    Texts all = choice.getElseOperand() == null ? Texts.NONE : of(choice.getElseOperand(), scope);
    for (SqlNode then : choice.getThenOperands()) {
      all = all.or(of(then, scope));
    }
    return all;
  }

  private Texts call(SqlCall call, Scope scope) {
    if (SqlKind.QUERY.contains(call.getKind())) {
      Relation relation = query.queries().getOrDefault(call, Relation.UNKNOWN);
      return relation.columns().size() == 1 ? of(relation.columns().get(0)) : Texts.ANY;
    }
    if (call.getKind() == SqlKind.AS || call.getKind() == SqlKind.SCALAR_QUERY) {
      return of(call.operand(0), scope);
    }
    if (call.getKind() == SqlKind.ITEM) {
      return elements(call.operand(0), scope);
    }
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    if ((name.equals("CAST") || name.equals("TRY_CAST"))
        && call.operand(1) instanceof SqlDataTypeSpec type) {
      return isText(type) ? of(call.operand(0), scope) : Texts.ANY;
    }
    List<SqlNode> operands = call.getOperandList();
    if (ALL_OF.contains(name)) {
      return operands.stream().map(o -> of(o, scope)).reduce(Texts.NONE, Texts::or);
    }
    int[] indexes = ONE_OF.get(name);
    if (indexes == null) {
      return Texts.ANY;
    }
    Texts all = Texts.NONE;
    for (int index : indexes) {
      if (index < operands.size()) {
        all = all.or(of(operands.get(index), scope));
      }
    }
    return all;
  }

  /** STRING: any other text type may cut or pad. */
  private static boolean isText(SqlDataTypeSpec type) {
    return type.toString().replace("`", "").startsWith("STRING");
  }

  private Texts path(Scope.Path path) {
    if (path.fields().isEmpty()) {
      Texts texts = ofColumns.get(path.column());
      if (texts == null) {
        texts = of(path.column());
        ofColumns.put(path.column(), texts);
      }
      return texts;
    }
    Texts all = Texts.NONE;
    for (Column.Definition definition : path.column().definitions()) {
      all = all.or(of(definition, path.fields()));
    }
    return all;
  }

  private Texts of(Column.Definition definition, List<String> fields) {
    if (definition instanceof Column.Field field) {
      return FieldPath.follow(field, fields).map(TextTrace::ofField).orElse(Texts.ANY);
    }
    if (definition instanceof Column.Computed computed) {
      if (fields.isEmpty()) {
        return of(computed.node(), computed.scope());
      }
      return computed.node() instanceof SqlIdentifier identifier
          ? path(further(computed.scope().resolve(identifier), fields))
          : Texts.ANY;
    }
    if (definition instanceof Column.Elements elements && fields.isEmpty()) {
      return elements(elements.node(), elements.scope());
    }
    return Texts.ANY;
  }

  private static Texts ofField(Column.Field end) {
    FieldDescriptor field = end.field();
    boolean single = !field.isRepeated() || end.element();
    return single && field.getType() == FieldDescriptor.Type.ENUM ? Texts.of(field) : Texts.ANY;
  }

  /** What the elements of a list, or the values of a map, can be. */
  public Texts elements(SqlNode node, Scope scope) {
    if (node instanceof SqlCall array && array.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR) {
      return array.getOperandList().stream().map(o -> of(o, scope)).reduce(Texts.NONE, Texts::or);
    }
    if (!(node instanceof SqlIdentifier identifier)) {
      return Texts.ANY;
    }
    Scope.Path path = scope.resolve(identifier);
    Texts all = Texts.NONE;
    for (Column.Definition definition : path.column().definitions()) {
      all = all.or(elements(definition, path.fields()));
    }
    return all;
  }

  private Texts elements(Column.Definition definition, List<String> fields) {
    if (definition instanceof Column.Field field) {
      Optional<Column.Field> end = FieldPath.follow(field, fields);
      return end.filter(f -> f.field().isRepeated() && !f.element())
          .map(
              f ->
                  f.field().isMapField()
                      ? f.field().getMessageType().findFieldByNumber(2)
                      : f.field())
          .filter(f -> f.getType() == FieldDescriptor.Type.ENUM)
          .map(Texts::of)
          .orElse(Texts.ANY);
    }
    if (definition instanceof Column.Computed computed && fields.isEmpty()) {
      return elements(computed.node(), computed.scope());
    }
    return Texts.ANY;
  }

  private static Scope.Path further(Scope.Path path, List<String> fields) {
    List<String> all = new ArrayList<>(path.fields());
    all.addAll(fields);
    return new Scope.Path(path.column(), all);
  }
}

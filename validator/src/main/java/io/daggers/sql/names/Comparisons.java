package io.daggers.sql.names;

import com.google.protobuf.Descriptors.EnumDescriptor;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.sql.parse.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** Finds comparisons of a text with a number or a time, which Flink does not convert. */
final class Comparisons {

  private static final Set<SqlKind> KINDS =
      Set.of(
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM);

  private final SourceText source;
  private final SqlNode tree;
  private final Vocabulary vocabulary;
  private final NodeTypes types;

  Comparisons(SourceText source, SqlNode tree, Vocabulary vocabulary, NodeTypes types) {
    this.source = source;
    this.tree = tree;
    this.vocabulary = vocabulary;
    this.types = types;
  }

  List<Diagnostic> ofDifferentTypes() {
    List<Diagnostic> found = new ArrayList<>();
    NodePath.each(
        tree,
        node -> {
          if (KINDS.contains(node.getKind()) && node instanceof SqlCall call) {
            compare(call, call.operand(0), call.operand(1)).ifPresent(found::add);
          }
        });
    return found;
  }

  private Optional<Diagnostic> compare(SqlCall call, SqlNode left, SqlNode right) {
    Optional<RelDataType> a = types.of(left);
    Optional<RelDataType> b = types.of(right);
    if (a.isEmpty() || b.isEmpty() || isText(a.get()) == isText(b.get())) {
      return Optional.empty();
    }
    Optional<Diagnostic> ofEnum = ofEnum(left, right).or(() -> ofEnum(right, left));
    return ofEnum.or(
        () ->
            Optional.of(
                Diagnostic.error(
                    Code.DG0422,
                    source.at(call.getParserPosition()),
                    "%s is compared with %s, and neither is converted by itself"
                        .formatted(
                            PlainWords.of(a.get().toString()), PlainWords.of(b.get().toString())),
                    help(isText(a.get()) ? right : left, isText(a.get()) ? b.get() : a.get()))));
  }

  private static String help(SqlNode other, RelDataType type) {
    return other instanceof SqlNumericLiteral number
        ? "if it is a text, write it in quotes: '%s'; or CAST the other side to %s"
            .formatted(number, PlainWords.of(type.getSqlTypeName().getName()))
        : "CAST one side to the type of the other";
  }

  private Optional<Diagnostic> ofEnum(SqlNode column, SqlNode value) {
    if (!(column instanceof SqlIdentifier identifier)) {
      return Optional.empty();
    }
    return enumOf(identifier)
        .map(
            type ->
                Diagnostic.error(
                    Code.DG0422,
                    source.at(value.getParserPosition()),
                    "'%s' is the enum %s and holds the name of a value"
                        .formatted(identifier, type.getName()),
                    "compare it with a name such as '%s'".formatted(example(type, value))));
  }

  /** The value of that number, or else the last one: the first often means that none is set. */
  private static String example(EnumDescriptor type, SqlNode value) {
    if (value instanceof SqlNumericLiteral number && number.isInteger()) {
      var meant = type.findValueByNumber(number.intValue(false));
      if (meant != null) {
        return meant.getName();
      }
    }
    return type.getValues().get(type.getValues().size() - 1).getName();
  }

  private Optional<EnumDescriptor> enumOf(SqlIdentifier identifier) {
    Scope scope = Scope.at(tree, identifier, vocabulary);
    Scope.Resolution resolution = scope.resolve(identifier.names);
    Scope.Table table = resolution.table();
    if (table == null || resolution.found() < identifier.names.size()) {
      return Optional.empty();
    }
    boolean aliased = identifier.names.size() > 1 && table.alias().equals(identifier.names.get(0));
    List<String> path = identifier.names.subList(aliased ? 1 : 0, identifier.names.size());
    return vocabulary.enumAt(table.source(), path);
  }

  private static boolean isText(RelDataType type) {
    return type.getSqlTypeName().getFamily() == SqlTypeFamily.CHARACTER;
  }
}

package io.daggers.check;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.FieldTrace;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** A field that is never NULL is not asked for NULL: what was left out is its default. */
final class NeverNull implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    if (hasPatterns(query.query().validated())) {
      return; // a variable that matched no row gives NULL, whatever its type
    }
    Set<String> told = new HashSet<>();
    query
        .origins()
        .expressions()
        .forEach(
            expression ->
                expression.forEachCall(
                    call -> {
                      // A group key stands in the SELECT as well.
                      Optional<Diagnostic> finding = check(call, expression, query);
                      if (finding.isPresent() && told.add(call.toString())) {
                        findings.add(finding.get());
                      }
                    }));
  }

  private static Optional<Diagnostic> check(SqlCall call, Expression place, CheckedQuery query) {
    boolean replaces =
        Set.of("COALESCE", "IFNULL")
            .contains(call.getOperator().getName().toUpperCase(Locale.ROOT));
    boolean asks = call.getKind() == SqlKind.IS_NULL || call.getKind() == SqlKind.IS_NOT_NULL;
    if (!replaces && !asks) {
      return Optional.empty();
    }
    SqlNode node = call.operand(0);
    Optional<FieldDescriptor> field = neverNull(node, place, query);
    if (field.isEmpty()) {
      return Optional.empty();
    }
    String name = query.written(node);
    String outcome =
        replaces
            ? "the other value is never taken"
            : "this is always " + (call.getKind() == SqlKind.IS_NULL ? "false" : "true");
    return Optional.of(
        Diagnostic.warning(
            Code.DG0448,
            query.at(call),
            "'%s' is never NULL, so %s".formatted(name, outcome),
            help(name, field.get(), replaces)));
  }

  private static Optional<FieldDescriptor> neverNull(
      SqlNode node, Expression place, CheckedQuery query) {
    if (!(node instanceof SqlIdentifier)
        || query.type(node).filter(type -> !type.isNullable()).isEmpty()) {
      return Optional.empty();
    }
    return FieldTrace.of(node, place.scope()).stream()
        .filter(field -> !field.element())
        .map(Column.Field::field)
        .filter(field -> !field.isRequired())
        .findFirst();
  }

  private static String help(String name, FieldDescriptor field, boolean replaces) {
    if (field.isRepeated()) {
      return "where none was sent it is empty: CARDINALITY(%s) is 0".formatted(name);
    }
    String left =
        switch (field.getJavaType()) {
          case STRING -> "''";
          case ENUM -> "'" + field.getEnumType().getValues().get(0).getName() + "'";
          case BOOLEAN -> "FALSE";
          case BYTE_STRING -> "x''";
          default -> "0";
        };
    return replaces
        ? "where it was left out it is %s: put NULLIF(%s, %s) in its place"
            .formatted(left, name, left)
        : "where it was left out it is %s: compare it with %s".formatted(left, left);
  }

  private static boolean hasPatterns(SqlNode query) {
    boolean[] found = {false};
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            found[0] |= call instanceof SqlMatchRecognize;
            return found[0] ? null : super.visit(call);
          }
        });
    return found[0];
  }
}

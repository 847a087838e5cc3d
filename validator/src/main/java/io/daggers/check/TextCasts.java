package io.daggers.check;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.FieldTrace;
import io.daggers.sql.origin.QueryOrigins;
import io.daggers.sql.origin.Scope;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * A text of the events is cast so that one that does not fit is NULL, and does not stop the job.
 * Texts that the query looks at first, with REGEXP and its like, are taken to fit.
 */
final class TextCasts implements QueryCheck {

  /** What leaves of a text what any text can be. */
  private static final Set<String> CUT =
      Set.of("SUBSTRING", "SUBSTR", "LEFT", "RIGHT", "SPLIT_INDEX", "TRIM", "LTRIM", "RTRIM");

  private static final Set<String> GUARDS =
      Set.of(
          "TRY_CAST",
          "REGEXP",
          "REGEXP_LIKE",
          "IS_DIGIT",
          "IS_DECIMAL",
          "SIMILAR TO",
          "LIKE",
          "=",
          "IN");

  @Override
  public void check(CheckedQuery query, Findings findings) {
    QueryOrigins origins = query.origins();
    Set<String> guarded = new HashSet<>();
    origins
        .expressions()
        .forEach(
            expression ->
                expression.forEachCall(
                    call -> {
                      if (GUARDS.contains(name(call))) {
                        guarded.add(FieldTrace.key(call.operand(0), expression.scope()));
                      }
                    }));
    origins
        .expressions()
        .forEach(
            expression ->
                expression.forEachCall(call -> check(call, expression, guarded, query, findings)));
  }

  private static void check(
      SqlCall call, Expression place, Set<String> guarded, CheckedQuery query, Findings findings) {
    if (!name(call).equals("CAST")
        || query.type(call.operand(0)).filter(SqlTypeUtil::inCharFamily).isEmpty()
        || guarded.contains(FieldTrace.key(call.operand(0), place.scope()))
        || !isOfEvents(call.operand(0), place.scope(), guarded)) {
      return;
    }
    query
        .type(call)
        .filter(TextCasts::mayFail)
        .ifPresent(
            type ->
                findings.add(
                    Diagnostic.warning(
                        Code.DG0444,
                        query.at(call),
                        "a text that is no %s stops the job".formatted(TextConversion.name(type)),
                        "TRY_CAST gives NULL for such a text")));
  }

  private static boolean mayFail(RelDataType type) {
    return SqlTypeUtil.isNumeric(type)
        || SqlTypeUtil.isBoolean(type)
        || TextConversion.isTime(type);
  }

  private static boolean isOfEvents(SqlNode node, Scope scope, Set<String> guarded) {
    if (guarded.contains(FieldTrace.key(node, scope))) {
      return false;
    }
    if (node instanceof SqlCall call) {
      boolean part = CUT.contains(name(call)) || call.getKind() == SqlKind.ITEM;
      // TRIM has the text last, after the kind and the characters.
      SqlNode text =
          call.getKind() == SqlKind.TRIM
              ? call.operand(call.operandCount() - 1)
              : part ? call.operand(0) : call;
      return part && isOfEvents(text, scope, guarded);
    }
    return FieldTrace.of(node, scope).stream()
        .map(field -> field.field().isMapField() ? value(field.field()) : field.field())
        .anyMatch(field -> field.getJavaType() == FieldDescriptor.JavaType.STRING);
  }

  private static FieldDescriptor value(FieldDescriptor map) {
    return map.getMessageType().findFieldByNumber(2);
  }

  private static String name(SqlCall call) {
    return call.getOperator().getName().toUpperCase(Locale.ROOT);
  }
}

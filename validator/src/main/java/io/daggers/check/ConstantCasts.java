package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Severity;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** A text that is cast, or compared with a time, reads as what it becomes. */
final class ConstantCasts implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(call -> check(call, query, findings));
  }

  private static void check(SqlCall call, CheckedQuery query, Findings findings) {
    String name = call.getOperator().getName();
    if (name.equals("CAST") || name.equals("TRY_CAST")) {
      cast(call, name, query).ifPresent(findings::add);
      return;
    }
    switch (call.getKind()) {
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM -> {
        time(call.operand(0), call.operand(1), query, findings);
        time(call.operand(1), call.operand(0), query, findings);
      }
      case BETWEEN, IN, NOT_IN ->
          call.getOperandList().stream()
              .skip(1)
              .forEach(other -> time(other, call.operand(0), query, findings));
      default -> {}
    }
  }

  private static Optional<Diagnostic> cast(SqlCall call, String name, CheckedQuery query) {
    if (!(call.operand(0) instanceof SqlCharStringLiteral literal)) {
      return Optional.empty();
    }
    Optional<RelDataType> type = query.type(call);
    String text = literal.getValueAs(String.class);
    if (type.isEmpty() || TextConversion.succeeds(text, type.get())) {
      return Optional.empty();
    }
    boolean fails = name.equals("CAST");
    return Optional.of(
        new Diagnostic(
            Code.DG0430,
            fails ? Severity.ERROR : Severity.WARNING,
            query.at(literal),
            "'%s' cannot be cast to %s: %s"
                .formatted(
                    text,
                    TextConversion.name(type.get()),
                    fails ? "the job would fail" : "this is always NULL"),
            TextConversion.example(type.get())));
  }

  private static void time(SqlNode text, SqlNode other, CheckedQuery query, Findings findings) {
    if (text instanceof SqlNodeList list) {
      list.forEach(item -> time(item, other, query, findings));
      return;
    }
    if (!(text instanceof SqlCharStringLiteral literal) || text.getKind() != SqlKind.LITERAL) {
      return;
    }
    query
        .type(other)
        .filter(TextConversion::isTime)
        .filter(type -> !TextConversion.succeeds(literal.getValueAs(String.class), type))
        .ifPresent(
            type ->
                findings.add(
                    Diagnostic.error(
                        Code.DG0432,
                        query.at(literal),
                        "'%s' is compared with a %s, but is not one"
                            .formatted(literal.getValueAs(String.class), TextConversion.name(type)),
                        TextConversion.example(type))));
  }
}

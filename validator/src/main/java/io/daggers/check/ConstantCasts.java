package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Severity;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** A text that is cast, or compared with a time, reads as what it becomes. */
final class ConstantCasts implements QueryCheck {

  private static final Set<String> READ_AS_TIME = Set.of("TO_DATE", "TO_TIMESTAMP");
  private static final String COMPARED = "compared with";

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
    if (READ_AS_TIME.contains(name) && call.operandCount() == 1) {
      time(call.operand(0), call, "read as", query, findings);
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
        time(call.operand(0), call.operand(1), COMPARED, query, findings);
        time(call.operand(1), call.operand(0), COMPARED, query, findings);
      }
      case BETWEEN, IN, NOT_IN ->
          call.getOperandList().stream()
              .skip(1)
              .forEach(other -> time(other, call.operand(0), COMPARED, query, findings));
      default -> {}
    }
  }

  private static Optional<Diagnostic> cast(SqlCall call, String name, CheckedQuery query) {
    if (!(call.operand(0) instanceof SqlCharStringLiteral literal)) {
      return Optional.empty();
    }
    Optional<RelDataType> type = query.type(call);
    String text = literal.getValueAs(String.class);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (TextConversion.succeeds(text, type.get())) {
      return TextConversion.isNoDay(text, type.get())
          ? Optional.of(noDay(literal, type.get(), query))
          : Optional.empty();
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

  private static void time(
      SqlNode text, SqlNode other, String use, CheckedQuery query, Findings findings) {
    if (text instanceof SqlNodeList list) {
      list.forEach(item -> time(item, other, use, query, findings));
      return;
    }
    if (!(text instanceof SqlCharStringLiteral literal) || text.getKind() != SqlKind.LITERAL) {
      return;
    }
    String value = literal.getValueAs(String.class);
    query
        .type(other)
        .filter(TextConversion::isTime)
        .ifPresent(
            type -> {
              if (!TextConversion.succeeds(value, type)) {
                findings.add(notATime(literal, use, type, query));
              } else if (TextConversion.isNoDay(value, type)) {
                findings.add(noDay(literal, type, query));
              }
            });
  }

  private static Diagnostic notATime(
      SqlCharStringLiteral literal, String use, RelDataType type, CheckedQuery query) {
    return Diagnostic.error(
        Code.DG0432,
        query.at(literal),
        "'%s' is %s a %s, but is not one"
            .formatted(literal.getValueAs(String.class), use, TextConversion.name(type)),
        TextConversion.example(type));
  }

  private static Diagnostic noDay(
      SqlCharStringLiteral literal, RelDataType type, CheckedQuery query) {
    return Diagnostic.error(
        Code.DG0432,
        query.at(literal),
        "there is no day as in '%s': it would be taken for another"
            .formatted(literal.getValueAs(String.class)),
        TextConversion.example(type));
  }
}

package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Severity;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.QueryOrigins;
import io.daggers.sql.origin.Relation;
import io.daggers.sql.origin.TextTrace;
import io.daggers.sql.origin.Texts;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** What is compared with an enum is one of its values. */
final class EnumValues implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    QueryOrigins origins = query.origins();
    TextTrace trace = new TextTrace(origins);
    Comparisons comparisons = new Comparisons(query, origins, trace, findings);
    origins
        .expressions()
        .forEach(expression -> expression.forEachCall(call -> comparisons.check(call, expression)));
  }

  private record Comparisons(
      CheckedQuery query, QueryOrigins origins, TextTrace trace, Findings findings) {

    void check(SqlCall call, Expression place) {
      switch (call.getKind()) {
        case EQUALS, IS_NOT_DISTINCT_FROM -> compare(call, place, true);
        case NOT_EQUALS, IS_DISTINCT_FROM -> compare(call, place, false);
        case IN -> among(call, place, true);
        case NOT_IN -> among(call, place, false);
        case LIKE -> like(call, place);
        case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL, BETWEEN ->
            order(call, place);
        case OTHER_FUNCTION -> {
          if (call.getOperator().getName().equalsIgnoreCase("ARRAY_CONTAINS")) {
            Texts elements = trace.elements(call.operand(0), place.scope());
            compare(call, elements, texts(call.operand(1), place), true);
          }
        }
        default -> {}
      }
    }

    private Texts texts(SqlNode node, Expression place) {
      return trace.of(node, place.scope());
    }

    private void compare(SqlCall call, Expression place, boolean equal) {
      compare(call, texts(call.operand(0), place), texts(call.operand(1), place), equal);
    }

    private void among(SqlCall call, Expression place, boolean equal) {
      Texts left = texts(call.operand(0), place);
      if (call.operand(1) instanceof SqlNodeList list) {
        list.forEach(item -> compare(call, left, texts(item, place), equal));
        return;
      }
      Relation other = origins.queries().get(call.<SqlNode>operand(1));
      if (other != null && other.columns().size() == 1) {
        compare(call, left, trace.of(other.columns().get(0)), equal);
      }
    }

    private void compare(SqlCall call, Texts left, Texts right, boolean equal) {
      if (!left.known() || !right.known()) {
        return;
      }
      boolean apart = left.exclude(right);
      if (left.enums().isEmpty() == right.enums().isEmpty()) {
        if (apart) {
          findings.add(left.enums().isEmpty() ? literals(call, equal) : enums(call, left, right));
        }
        return;
      }
      Texts texts = left.enums().isEmpty() ? left : right;
      Texts values = left.enums().isEmpty() ? right : left;
      for (Texts.Literal literal : texts.literals()) {
        if (!values.admit(literal.text())) {
          findings.add(
              new Diagnostic(
                  Code.DG0412,
                  severity(literal.text(), apart, equal),
                  query.at(literal.position()),
                  "'%s' is not a value of %s, so this %s"
                      .formatted(
                          literal.text(),
                          EnumWords.name(values.enums()),
                          equal ? "never matches" : "excludes nothing"),
                  EnumWords.help(literal.text(), values)));
        }
      }
    }

    /** {@code status <> ''} does no harm, and never did. */
    private static Severity severity(String text, boolean apart, boolean equal) {
      return apart && (equal || !text.isEmpty()) ? Severity.ERROR : Severity.WARNING;
    }

    private Diagnostic enums(SqlCall call, Texts left, Texts right) {
      return Diagnostic.error(
          Code.DG0412,
          query.at(call),
          "%s and %s have no value in common, so these are never equal"
              .formatted(EnumWords.name(left.enums()), EnumWords.name(right.enums())),
          "compare columns that mean the same");
    }

    private Diagnostic literals(SqlCall call, boolean equal) {
      return Diagnostic.warning(
          Code.DG0413,
          query.at(call),
          "this condition is always " + (equal ? "false" : "true"),
          "these texts are never equal: look for a slip in one of them, or leave the condition out");
    }

    private void like(SqlCall call, Expression place) {
      Texts values = texts(call.operand(0), place);
      boolean judged =
          values.known()
              && !values.enums().isEmpty()
              && call.operandCount() == 2
              && call.operand(1) instanceof SqlCharStringLiteral;
      if (!judged) {
        return;
      }
      boolean equal = !call.getOperator().getName().toUpperCase(Locale.ROOT).startsWith("NOT");
      SqlCharStringLiteral literal = call.operand(1);
      String pattern = literal.getValueAs(String.class);
      if (!pattern.contains("%") && !pattern.contains("_")) {
        compare(call, place, equal);
      } else if (values.names().noneMatch(Pattern.compile(regex(pattern)).asMatchPredicate())) {
        findings.add(
            Diagnostic.warning(
                Code.DG0412,
                query.at(literal),
                "no value of %s is like '%s'".formatted(EnumWords.name(values.enums()), pattern),
                EnumWords.help(pattern, values)));
      }
    }

    private static String regex(String pattern) {
      return pattern
          .chars()
          .mapToObj(c -> c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf((char) c)))
          .collect(java.util.stream.Collectors.joining());
    }

    private void order(SqlCall call, Expression place) {
      for (SqlNode operand : call.getOperandList()) {
        Texts values = texts(operand, place);
        if (values.known() && !values.enums().isEmpty()) {
          findings.add(
              Diagnostic.warning(
                  Code.DG0436,
                  query.at(call),
                  "values of %s are compared by the alphabet here"
                      .formatted(EnumWords.name(values.enums())),
                  "they are texts, whose order says nothing: write IN ('...', '...')"));
          return;
        }
      }
    }
  }
}

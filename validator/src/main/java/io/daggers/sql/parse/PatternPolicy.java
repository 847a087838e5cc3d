package io.daggers.sql.parse;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Warns of regular expressions that cannot work, or that can take very long on some texts. */
public final class PatternPolicy extends SqlBasicVisitor<@Nullable Void> {

  /** A group that holds a repetition and is itself repeated. */
  private static final Pattern NESTED = Pattern.compile("\\([^()]*[+*}][^()]*\\)[+*{]");

  private final SourceText source;
  private final Findings findings;

  private PatternPolicy(SourceText source, Findings findings) {
    this.source = source;
    this.findings = findings;
  }

  public static void check(SqlNode tree, SourceText source, Findings findings) {
    tree.accept(new PatternPolicy(source, findings));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    boolean takesPattern = name.startsWith("REGEXP") && call.operandCount() >= 2;
    if (takesPattern && call.operand(1) instanceof SqlCharStringLiteral literal) {
      check(literal);
    }
    for (SqlNode operand : call.getOperandList()) {
      if (operand != null) {
        operand.accept(this);
      }
    }
    return null;
  }

  private void check(SqlCharStringLiteral literal) {
    String pattern = literal.getValueAs(String.class);
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      warn(
          literal,
          "this is not a regular expression",
          "a bracket may be open, or a sign at the beginning that repeats what is before it;"
              + " \\ takes a sign as it is");
      return;
    }
    if (NESTED.matcher(pattern).find()) {
      warn(
          literal,
          "a repetition inside a repetition can take very long on some texts",
          "repeat once: [a-z]+ in place of ([a-z]+)+");
    }
  }

  private void warn(SqlNode literal, String message, String help) {
    findings.add(
        Diagnostic.warning(Code.DG0425, source.at(literal.getParserPosition()), message, help));
  }
}

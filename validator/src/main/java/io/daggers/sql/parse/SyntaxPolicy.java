package io.daggers.sql.parse;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The first layer of the policy: only nodes of known classes and kinds stand in a query, no hints,
 * and nothing that a program would have to fill in.
 */
public final class SyntaxPolicy extends SqlBasicVisitor<@Nullable Void> {

  private static final Pattern HINT = Pattern.compile("/\\*\\+.*?\\*/", Pattern.DOTALL);

  private final SourceText source;
  private final Findings findings;

  private SyntaxPolicy(SourceText source, Findings findings) {
    this.source = source;
    this.findings = findings;
  }

  public static void check(SqlNode tree, SourceText source, Findings findings) {
    tree.accept(new SyntaxPolicy(source, findings));
  }

  /** The text without its hints; nothing where more than hints was refused. */
  public static Optional<SourceText> without(SourceText source, Findings refused) {
    if (refused.list().stream().anyMatch(finding -> finding.code() != Code.DG0410)) {
      return Optional.empty();
    }
    SourceText text = source;
    if (refused.hasErrors()) {
      Matcher hint = HINT.matcher(source.text());
      while (hint.find()) {
        text = text.replace(hint.start(), hint.end(), " ".repeat(hint.end() - hint.start()));
      }
    }
    return Optional.of(text);
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlHint hint) {
      refuseHint(hint);
      return null;
    }
    if (call instanceof SqlWithItem item && item.recursive.booleanValue()) {
      refuse(item, "a WITH that refers to itself", "a stream has no end that it could reach");
    }
    if (!isAllowed(call)) {
      return null;
    }
    if (call instanceof SqlSelect select) {
      refusePaths(select.getFrom());
    }
    if (call instanceof SqlSelect select && select.hasHints()) {
      select.getHints().accept(this);
    }
    for (SqlNode operand : call.getOperandList()) {
      if (operand != null) {
        operand.accept(this);
      }
    }
    return null;
  }

  @Override
  public @Nullable Void visit(SqlDynamicParam parameter) {
    isAllowed(parameter);
    return null;
  }

  /** The third layer, the catalog, holds the declared sources only; they go by one name. */
  private void refusePaths(@Nullable SqlNode from) {
    if (from instanceof SqlIdentifier table && table.names.size() > 1) {
      findings.add(
          Diagnostic.error(
              Code.DG0405,
              source.at(table.getParserPosition()),
              "there is no table '%s'".formatted(String.join(".", table.names)),
              "a table has one name here, that of a source in dagger.yaml"));
    } else if (from instanceof SqlCall call
        && call.operandCount() > 0
        && !(from instanceof SqlSelect)) {
      boolean leads =
          switch (call.getKind()) {
            case JOIN, AS, TABLE_REF, EXPLICIT_TABLE, SNAPSHOT, COLLECTION_TABLE, LATERAL -> true;
            case OTHER_FUNCTION, SET_SEMANTICS_TABLE, MATCH_RECOGNIZE -> true;
            default -> false;
          };
      if (leads) {
        List<SqlNode> operands = call.getOperandList();
        boolean both = call.getKind() == SqlKind.JOIN;
        refusePaths(operands.get(0));
        if (both) {
          refusePaths(((SqlJoin) call).getRight());
        }
      }
    }
  }

  private boolean isAllowed(SqlNode node) {
    String kind = node.getKind().name();
    String type = node.getClass().getName();
    boolean allowed =
        (AllowList.KINDS.allows(kind) || isCall(node)) && AllowList.NODES.allows(type);
    if (!allowed) {
      String why =
          AllowList.KINDS
              .refusal(kind)
              .or(() -> AllowList.NODES.refusal(type))
              .orElse("a dagger is one query");
      refuse(node, name(node), why);
    }
    return allowed;
  }

  /** A call by name of a function that Flink does not have, which FunctionPolicy refuses. */
  private static boolean isCall(SqlNode node) {
    return node instanceof SqlBasicCall call
        && call.getOperator() instanceof SqlFunction
        && call.getOperator().getSyntax() == SqlSyntax.FUNCTION
        && !AllowList.FUNCTIONS.allows(call.getOperator().getName().toUpperCase(Locale.ROOT));
  }

  private void refuse(SqlNode node, String what, String why) {
    findings.add(
        Diagnostic.error(
            Code.DG0403, source.at(node.getParserPosition()), what + " is not allowed", why));
  }

  private static String name(SqlNode node) {
    if (node.getKind() == SqlKind.DYNAMIC_PARAM) {
      return "a parameter";
    }
    String name = node instanceof SqlCall call ? call.getOperator().getName() : node.getKind().sql;
    return name.toUpperCase(Locale.ROOT);
  }

  private void refuseHint(SqlHint hint) {
    boolean ttl = hint.getName().equalsIgnoreCase("STATE_TTL");
    findings.add(
        Diagnostic.error(
            Code.DG0410,
            source.at(hint.getParserPosition()),
            "the hint " + hint.getName() + " is not allowed",
            ttl
                ? "write state: {ttl: 6h} in dagger.yaml"
                : "remove it; topics, start and parallelism are set in dagger.yaml"));
  }
}

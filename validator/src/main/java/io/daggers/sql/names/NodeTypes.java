package io.daggers.sql.names;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** The types of the expressions of a query, by the place where they are written. */
public final class NodeTypes {

  private final Map<String, RelDataType> types = new HashMap<>();

  private NodeTypes() {}

  /**
   * Reads the types of a tree that was validated.
   *
   * @param validator the one that did it
   */
  public static NodeTypes of(SqlNode validated, SqlValidator validator) {
    NodeTypes read = new NodeTypes();
    NodePath.each(
        validated,
        node -> {
          RelDataType type = isExpression(node) ? type(node, validator) : null;
          if (type != null) {
            read.types.putIfAbsent(key(node.getParserPosition()), type);
          }
        });
    return read;
  }

  Optional<RelDataType> of(SqlNode written) {
    return Optional.ofNullable(types.get(key(written.getParserPosition())));
  }

  private static @Nullable RelDataType type(SqlNode node, SqlValidator validator) {
    try {
      return validator.getValidatedNodeTypeIfKnown(node);
    } catch (CalciteContextException e) {
      // A name that is no expression, such as that of a window: the validator takes it for a type.
      return null;
    }
  }

  private static boolean isExpression(SqlNode node) {
    return node instanceof SqlIdentifier
        || node instanceof SqlLiteral
        || node instanceof SqlBasicCall
        || node instanceof SqlCase;
  }

  private static String key(SqlParserPos position) {
    return position.getLineNum()
        + ":"
        + position.getColumnNum()
        + "-"
        + position.getEndLineNum()
        + ":"
        + position.getEndColumnNum();
  }
}

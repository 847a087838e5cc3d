package io.daggers.sql;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** The first column that a window's DESCRIPTOR names and that is not the event time. */
record DescriptorColumn(String name, SqlParserPos position) {

  static @Nullable DescriptorColumn find(SqlNode tree) {
    Finder finder = new Finder();
    tree.accept(finder);
    return finder.found;
  }

  private static final class Finder extends SqlBasicVisitor<@Nullable Void> {
    private @Nullable DescriptorColumn found;

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call.getOperator().getName().equalsIgnoreCase("DESCRIPTOR")
          && found == null
          && call.operand(0) instanceof SqlIdentifier column
          && !column.toString().equals("rowtime")) {
        found = new DescriptorColumn(column.toString(), column.getParserPosition());
      }
      return super.visit(call);
    }
  }
}

package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** What a sink gets is written out, so that a new field in a schema changes nothing. */
final class SelectStar implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    Set<SqlParserPos> stars = stars(query);
    if (stars.isEmpty()) {
      return;
    }
    Map<SqlParserPos, List<String>> columns = new LinkedHashMap<>();
    for (Column column : query.origins().output().columns()) {
      for (Column.Definition definition : column.definitions()) {
        if (definition instanceof Column.Computed computed && isOfStream(computed, stars)) {
          columns
              .computeIfAbsent(computed.node().getParserPosition(), star -> new ArrayList<>())
              .add(column.name());
        }
      }
    }
    columns.forEach(
        (star, names) ->
            findings.add(
                Diagnostic.warning(
                    Code.DG0514,
                    query.at(star),
                    "every field that is added to the schema becomes an output column here",
                    "write out those that the sink uses, of " + String.join(", ", names))));
  }

  private static Set<SqlParserPos> stars(CheckedQuery query) {
    Set<SqlParserPos> stars = new HashSet<>();
    query
        .query()
        .tree()
        .accept(
            new SqlBasicVisitor<@Nullable Void>() {
              @Override
              public @Nullable Void visit(SqlIdentifier identifier) {
                if (identifier.isStar()) {
                  stars.add(identifier.getParserPosition());
                }
                return null;
              }
            });
    return stars;
  }

  /** Whether a column is a stream's own, passed on by stars only. */
  private static boolean isOfStream(Column.Computed computed, Set<SqlParserPos> stars) {
    if (!(computed.node() instanceof SqlIdentifier identifier)
        || !stars.contains(identifier.getParserPosition())) {
      return false;
    }
    return computed.scope().resolve(identifier).column().definitions().stream()
        .anyMatch(
            definition ->
                definition instanceof Column.Field
                    || (definition instanceof Column.Computed inner
                        && (inner.node().getParserPosition().equals(SqlParserPos.ZERO)
                            ? isField(inner)
                            : isOfStream(inner, stars))));
  }

  /** {@code TABLE t} in a window is a star as well. */
  private static boolean isField(Column.Computed computed) {
    return computed.node() instanceof SqlIdentifier identifier
        && computed.scope().resolve(identifier).column().definitions().stream()
            .anyMatch(Column.Field.class::isInstance);
  }
}

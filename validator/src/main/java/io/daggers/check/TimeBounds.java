package io.daggers.check;

import io.daggers.sql.origin.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** How a join is bounded in time, with the names that the query gives its tables. */
final class TimeBounds {

  private static final Set<SqlKind> RANGES =
      Set.of(
          SqlKind.BETWEEN,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL);

  private TimeBounds() {}

  /**
   * @param word the JOIN in the validated query, where it is known
   */
  static String help(@Nullable SqlNode word, CheckedQuery query) {
    SqlJoin join = word == null ? null : join(word, query.query().validated());
    String left = join == null ? "a" : name(join.getLeft()).orElse("a");
    String right = join == null ? "b" : name(join.getRight()).orElse("b");
    String bound =
        "AND %s.rowtime BETWEEN %s.rowtime AND %s.rowtime + INTERVAL '10' MINUTE"
            .formatted(right, left, left);
    Set<String> others = join == null ? Set.of() : otherTimes(join, query);
    return others.isEmpty()
        ? "bound it in time: %s; or join windows, on window_start and window_end of both sides"
            .formatted(bound)
        : "a bound in time must be on rowtime, and not on %s: %s"
            .formatted(String.join(", ", others), bound);
  }

  private static @Nullable SqlJoin join(SqlNode word, SqlNode query) {
    SqlJoin[] found = {null};
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlJoin join && join.getJoinTypeNode() == word) {
              found[0] = join;
            }
            return found[0] == null ? super.visit(call) : null;
          }
        });
    return found[0];
  }

  private static Optional<String> name(SqlNode table) {
    SqlNode name = table.getKind() == SqlKind.AS ? ((SqlCall) table).operand(1) : table;
    return name instanceof SqlIdentifier identifier
        ? Optional.of(identifier.names.get(identifier.names.size() - 1))
        : Optional.empty();
  }

  /** Fields that hold the event time, and are compared in place of it. */
  private static Set<String> otherTimes(SqlJoin join, CheckedQuery query) {
    Set<String> times =
        query.sources().stream()
            .map(source -> source.eventTime().field())
            .collect(Collectors.toSet());
    Set<String> found = new TreeSet<>();
    if (join.getCondition() != null) {
      Expression.forEachCall(
          join.getCondition(),
          call -> {
            if (RANGES.contains(call.getKind())) {
              lastNames(call).stream().filter(times::contains).forEach(found::add);
            }
          });
    }
    return found;
  }

  private static List<String> lastNames(SqlCall call) {
    Set<String> names = new TreeSet<>();
    call.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlIdentifier identifier) {
            names.add(identifier.names.get(identifier.names.size() - 1));
            return null;
          }
        });
    return List.copyOf(names);
  }
}

package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.Ingredients;
import io.daggers.sql.origin.QueryOrigins;
import io.daggers.sql.table.SinkTable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlWindow;
import org.jspecify.annotations.Nullable;

/** Rows that are made again, after a failure, are the same rows. */
final class ClockAndChance implements QueryCheck {

  private static final Set<String> FUNCTIONS =
      Set.of(
          "NOW",
          "CURRENT_TIMESTAMP",
          "CURRENT_ROW_TIMESTAMP",
          "CURRENT_DATE",
          "CURRENT_TIME",
          "LOCALTIMESTAMP",
          "LOCALTIME",
          "PROCTIME",
          "CURRENT_WATERMARK",
          "UUID",
          "RAND",
          "RAND_INTEGER");

  @Override
  public void check(CheckedQuery query, Findings findings) {
    QueryOrigins origins = query.origins();
    Ingredients ingredients = new Ingredients(origins, ClockAndChance::isOne);
    Map<SqlCall, String> deciding = new LinkedHashMap<>();
    Map<SqlCall, String> written = new LinkedHashMap<>();
    origins
        .expressions()
        .forEach(
            expression -> {
              role(expression.role())
                  .ifPresent(
                      role ->
                          note(
                              ingredients.of(expression.node(), expression.scope()),
                              role,
                              deciding));
              expression.forEachCall(
                  call -> over(call, expression, ingredients, deciding, written));
            });
    for (Column column : origins.output().columns()) {
      Set<SqlCall> calls = ingredients.of(column);
      Optional<String> identity = identity(column.name(), query.sink());
      note(
          calls,
          identity.orElse("the column '" + column.name() + "'"),
          identity.isPresent() ? deciding : written);
    }
    deciding.forEach((call, place) -> findings.add(error(call, place, query)));
    written.forEach(
        (call, place) -> {
          if (!deciding.containsKey(call)) {
            findings.add(warning(call, place, query));
          }
        });
  }

  private static boolean isOne(SqlCall call) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    return FUNCTIONS.contains(name) || (name.equals("UNIX_TIMESTAMP") && call.operandCount() == 0);
  }

  private static void note(Collection<SqlCall> calls, String place, Map<SqlCall, String> places) {
    calls.forEach(call -> places.putIfAbsent(call, place));
  }

  private static Optional<String> role(Expression.Role role) {
    return switch (role) {
      case FILTER -> Optional.of("a filter");
      case JOIN -> Optional.of("a join");
      case GROUP -> Optional.of("a group key");
      default -> Optional.empty();
    };
  }

  private static void over(
      SqlCall call,
      Expression place,
      Ingredients ingredients,
      Map<SqlCall, String> deciding,
      Map<SqlCall, String> written) {
    if (call instanceof SqlWindow window) {
      window
          .getPartitionList()
          .forEach(key -> note(ingredients.of(key, place.scope()), "a partition key", deciding));
      window
          .getOrderList()
          .forEach(item -> note(ingredients.of(item, place.scope()), "the order of rows", written));
    }
  }

  /** What of a point or record a column decides, if it says which one it is. */
  private static Optional<String> identity(String column, @Nullable SinkTable sink) {
    if (sink instanceof SinkTable.InfluxTable influx) {
      if (influx.time().equals(column)) {
        return Optional.of("the time of the point");
      }
      return influx.tags().stream()
          .filter(tag -> tag.column().equals(column))
          .findFirst()
          .map(tag -> "the tag '" + tag.name() + "'");
    }
    if (!(sink instanceof SinkTable.KafkaTable kafka)) {
      return Optional.empty();
    }
    if (column.equals(kafka.eventTime())) {
      return Optional.of("the event time '" + column + "'");
    }
    return kafka.key().contains(column)
        ? Optional.of("the key '" + column + "'")
        : Optional.empty();
  }

  private static Diagnostic error(SqlCall call, String place, CheckedQuery query) {
    return Diagnostic.error(
        Code.DG0335,
        query.at(call),
        "%s depends on %s, so reading the same events again gives other rows"
            .formatted(place, written(call, query)),
        isClock(call)
            ? "take the time from the events: rowtime, window_start or a field"
            : "take a field of the events that tells them apart, or HASH_CODE of one");
  }

  private static Diagnostic warning(SqlCall call, String place, CheckedQuery query) {
    return Diagnostic.warning(
        Code.DG0336,
        query.at(call),
        "%s depends on %s, and is another when it is made again"
            .formatted(place, written(call, query)),
        isClock(call)
            ? "take the time from the events: rowtime, window_start or a field"
            : "take a field of the events instead");
  }

  private static boolean isClock(SqlCall call) {
    String name = name(call);
    return !name.equals("UUID") && !name.startsWith("RAND");
  }

  private static String written(SqlCall call, CheckedQuery query) {
    return query.written(call);
  }

  private static String name(SqlCall call) {
    return call.getOperator().getName().toUpperCase(Locale.ROOT);
  }
}

package io.daggers.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No argument fails a job, and a value of NULL is NULL. */
class BadArgumentsTest {

  private static final long SEED = 20261125;
  private static final int CALLS = 2_000;

  private static final Row ROW = Row.withNames();

  static {
    ROW.setField("f", "a");
  }

  private static final Map<Class<?>, List<Object>> VALUES =
      Map.ofEntries(
          Map.entry(
              Double.class,
              List.of(0.0, -0.0, 0.5, 1.5, -91.0, 90.0, 180.0, Double.NaN, 1e308, -1 / 0.0)),
          Map.entry(Float.class, List.of(0f, Float.NaN, Float.MAX_VALUE)),
          Map.entry(
              Integer.class, List.of(0, 1, 12, 30, 31, -1, Integer.MAX_VALUE, Integer.MIN_VALUE)),
          Map.entry(
              Long.class,
              List.of(0L, 1L, -1L, 3344475485613588480L, Long.MAX_VALUE, Long.MIN_VALUE)),
          Map.entry(Boolean.class, List.of(true, false)),
          Map.entry(
              String.class,
              List.of(
                  "",
                  "f",
                  "$",
                  "$.a[0]",
                  "$[999999]",
                  "{\"a\":[1]}",
                  "[".repeat(20_000),
                  "1e999999999",
                  "{} {}",
                  "UTC",
                  "Asia/Jakarta",
                  "DAY",
                  "HOUR",
                  "'",
                  "nnn[",
                  "\ud83d",
                  "\u0000",
                  "u4pruydqqvj",
                  "ffffffffffffffff")),
          Map.entry(
              Instant.class,
              List.of(
                  Instant.EPOCH,
                  Instant.ofEpochMilli(Long.MAX_VALUE),
                  Instant.ofEpochMilli(Long.MIN_VALUE))),
          Map.entry(
              Duration.class, List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(9))),
          Map.entry(LocalDate.class, List.of(LocalDate.EPOCH)),
          Map.entry(BigDecimal.class, List.of(BigDecimal.ZERO, new BigDecimal("1e30"))),
          Map.entry(byte[].class, List.of(new byte[0], new byte[] {1})),
          Map.entry(
              Double[].class,
              List.of(
                  new Double[0],
                  new Double[] {null},
                  new Double[] {1.0, Double.NaN, 1 / 0.0},
                  new Double[] {5.0, 1.0})),
          Map.entry(Float[].class, List.of(new Float[0], new Float[] {null, 1f})),
          Map.entry(Integer[].class, List.of(new Integer[0], new Integer[] {null, 1})),
          Map.entry(Long[].class, List.of(new Long[0], new Long[] {Long.MAX_VALUE, 1L})),
          Map.entry(Row[].class, List.of(new Row[0], new Row[] {ROW, null})),
          Map.entry(Map.class, List.of(Map.of(), Map.of("a", "b"))),
          Map.entry(Object[].class, List.of(new String[0], new String[] {"a", null})),
          Map.entry(Object.class, List.of("a", 1)));

  @TestFactory
  Stream<DynamicTest> failNothing() {
    return Functions.ALL.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            function ->
                DynamicTest.dynamicTest(function.getKey(), () -> call(function.getValue())));
  }

  private static void call(Class<? extends UserDefinedFunction> type) throws Exception {
    UserDefinedFunction function = type.getDeclaredConstructor().newInstance();
    if (function instanceof ScalarFunction) {
      for (Method eval : methods(type, "eval")) {
        value(function, eval);
      }
    } else if (function instanceof AggregateFunction<?, ?> aggregate) {
      aggregate(aggregate, type);
    }
  }

  private static void value(UserDefinedFunction function, Method eval) throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < CALLS; i++) {
      Object[] arguments = arguments(eval.getParameterTypes(), 0, random);

      Object result = eval.invoke(function, arguments);

      if (Arrays.asList(arguments).contains(null)) {
        assertThat(result).as("%s, seed %d", Arrays.toString(arguments), SEED).isNull();
      }
    }
  }

  private static void aggregate(AggregateFunction<?, ?> function, Class<?> type) throws Exception {
    Random random = new Random(SEED);
    Method merge = methods(type, "merge").get(0);
    Object all = function.createAccumulator();
    for (int i = 0; i < CALLS; i++) {
      List<Method> ways = methods(type, "accumulate");
      Method accumulate = ways.get(random.nextInt(ways.size()));
      Object[] arguments = arguments(accumulate.getParameterTypes(), 1, random);
      arguments[0] = function.createAccumulator();

      accumulate.invoke(function, arguments);
      merge.invoke(function, all, List.of(arguments[0], function.createAccumulator()));
      accumulate.invoke(function, with(arguments, all));

      methods(type, "getValue").get(0).invoke(function, all);
    }
  }

  private static Object[] with(Object[] arguments, Object accumulator) {
    Object[] copy = arguments.clone();
    copy[0] = accumulator;
    return copy;
  }

  private static @Nullable Object[] arguments(Class<?>[] types, int from, Random random) {
    @Nullable Object[] arguments = new Object[types.length];
    for (int i = from; i < types.length; i++) {
      // A name of a field is a constant that the planner has looked up.
      boolean fieldName = i == 1 && types[0] == Row[].class;
      List<Object> values = fieldName ? List.of("f") : VALUES.get(types[i]);
      int pick = random.nextInt(values.size() + 1);
      arguments[i] = pick == values.size() ? null : values.get(pick);
    }
    return arguments;
  }

  private static List<Method> methods(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && !method.isBridge())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .toList();
  }
}

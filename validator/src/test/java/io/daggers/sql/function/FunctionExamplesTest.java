package io.daggers.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every example of the reference is run by Flink, and its result is the one that is written. */
class FunctionExamplesTest {

  private static final TableEnvironment FLINK = flink();

  /** All in one query, a join of single rows: a job takes longer to start than to run. */
  @TestFactory
  Stream<DynamicTest> ofRows() throws Exception {
    List<Example> examples = examples().filter(example -> !example.from().isEmpty()).toList();
    return compared(
        examples,
        IntStream.range(0, examples.size())
            .mapToObj(
                i ->
                    "(SELECT %s AS c%d FROM %s) AS t%d"
                        .formatted(examples.get(i).sql(), i, examples.get(i).from(), i))
            .collect(Collectors.joining(" CROSS JOIN ", "SELECT * FROM ", "")));
  }

  /** As constants, which the planner computes. */
  @TestFactory
  Stream<DynamicTest> ofConstants() throws Exception {
    List<Example> examples = examples().filter(example -> example.from().isEmpty()).toList();
    return compared(
        examples,
        examples.stream().map(Example::sql).collect(Collectors.joining(", ", "SELECT ", "")));
  }

  private static Stream<DynamicTest> compared(List<Example> examples, String query)
      throws Exception {
    List<String> results = row(query);
    return IntStream.range(0, examples.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    examples.get(i).sql(),
                    () -> assertThat(results.get(i)).isEqualTo(examples.get(i).result())));
  }

  private static Stream<Example> examples() {
    return Functions.descriptions().stream().map(Described::examples).flatMap(Arrays::stream);
  }

  private static TableEnvironment flink() {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    tables.getConfig().set("table.local-time-zone", "UTC");
    tables.getConfig().set("parallelism.default", "2");
    tables.loadModule(FunctionModule.NAME, new FunctionModule());
    return tables;
  }

  private static List<String> row(String query) throws Exception {
    try (CloseableIterator<Row> rows = FLINK.executeSql(query).collect()) {
      Row row = rows.next();
      assertThat(rows.hasNext()).isFalse();
      return IntStream.range(0, row.getArity())
          .mapToObj(row::getField)
          .map(FunctionExamplesTest::text)
          .toList();
    }
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Object[] array) {
      return Arrays.toString(array);
    }
    return value instanceof Boolean
        ? value.toString().toUpperCase(Locale.ROOT)
        : value == null ? "NULL" : value.toString();
  }
}

package io.daggers.sql.function.collection;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.List;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The average of the numbers of an array. */
@Described(
    name = "ARRAY_AVERAGE",
    topic = Topic.COLLECTIONS,
    form = "ARRAY_AVERAGE(ARRAY of numbers)",
    gives = "DOUBLE",
    does = "The average of the numbers of an array; NULLs in it do not count.",
    nulls = "the array is NULL, or holds nothing but NULLs",
    examples = {
      @Example(sql = "ARRAY_AVERAGE(ARRAY[1, 2])", result = "1.5"),
      @Example(sql = "ARRAY_AVERAGE(CAST(NULL AS ARRAY<INT>))", result = "NULL")
    })
public final class ArrayAverage extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Double eval(Double @Nullable [] numbers) {
    List<Number> present = Numbers.of(numbers);
    return present.isEmpty()
        ? null
        : present.stream().mapToDouble(Number::doubleValue).average().getAsDouble();
  }
}

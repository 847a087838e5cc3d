package io.daggers.sql.function.collection;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.List;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The sum of the numbers of an array. */
@Described(
    name = "ARRAY_SUM",
    topic = Topic.COLLECTIONS,
    form = "ARRAY_SUM(ARRAY of numbers)",
    gives = "BIGINT of whole numbers, DOUBLE of others",
    does = "The sum of the numbers of an array; NULLs in it do not count.",
    nulls = "the array is NULL, or holds nothing but NULLs",
    examples = {
      @Example(sql = "ARRAY_SUM(ARRAY[1, 2, 3])", result = "6"),
      @Example(sql = "ARRAY_SUM(ARRAY[0.5, 0.25])", result = "0.75"),
      @Example(sql = "ARRAY_SUM(CAST(NULL AS ARRAY<INT>))", result = "NULL")
    })
public final class ArraySum extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Long eval(Integer @Nullable [] numbers) {
    return whole(numbers);
  }

  public @Nullable Long eval(Long @Nullable [] numbers) {
    return whole(numbers);
  }

  public @Nullable Double eval(Float @Nullable [] numbers) {
    return fraction(numbers);
  }

  public @Nullable Double eval(Double @Nullable [] numbers) {
    return fraction(numbers);
  }

  private static @Nullable Long whole(@Nullable Number @Nullable [] numbers) {
    List<Number> present = Numbers.of(numbers);
    return present.isEmpty() ? null : present.stream().mapToLong(Number::longValue).sum();
  }

  private static @Nullable Double fraction(@Nullable Number @Nullable [] numbers) {
    List<Number> present = Numbers.of(numbers);
    return present.isEmpty() ? null : present.stream().mapToDouble(Number::doubleValue).sum();
  }
}

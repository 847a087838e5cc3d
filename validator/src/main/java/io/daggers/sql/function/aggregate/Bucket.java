package io.daggers.sql.function.aggregate;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.math.BigDecimal;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The bound that a number is below. */
@Described(
    name = "BUCKET",
    topic = Topic.AGGREGATES,
    form = "BUCKET(number DOUBLE, bounds ARRAY<DOUBLE>)",
    gives = "STRING",
    does =
        "The first bound that a number is not above, as a text: '100', or '+Inf' above all of"
            + " them. As a tag of a COUNT(*) it makes a heatmap.",
    nulls = "an argument or a bound is NULL, or the number is not a number",
    arguments = {Argument.ANYTHING, Argument.BOUNDS},
    examples = {
      @Example(sql = "BUCKET(70, ARRAY[10, 100])", result = "100"),
      @Example(sql = "BUCKET(0.3, ARRAY[0.25, 0.5])", result = "0.5"),
      @Example(sql = "BUCKET(101, ARRAY[10, 100])", result = "+Inf"),
      @Example(sql = "BUCKET(CAST(NULL AS INT), ARRAY[10, 100])", result = "NULL")
    })
public final class Bucket extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable String eval(@Nullable Double number, Double @Nullable [] bounds) {
    if (number == null || bounds == null || number.isNaN() || Buckets.hasNull(bounds)) {
      return null;
    }
    int bucket = Buckets.of(number, bounds);
    return bucket == bounds.length || bounds[bucket].isInfinite() || bounds[bucket].isNaN()
        ? "+Inf"
        : BigDecimal.valueOf(bounds[bucket]).stripTrailingZeros().toPlainString();
  }
}

package io.daggers.sql.function.aggregate;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.OptionalDouble;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.jspecify.annotations.Nullable;

/** A percentile from a sketch of the numbers. */
@Described(
    name = "APPROX_PERCENTILE",
    topic = Topic.AGGREGATES,
    form = "APPROX_PERCENTILE(number DOUBLE, share DOUBLE)",
    gives = "DOUBLE",
    does =
        "The number that a share of all numbers is not above: 0.95 for the 95th percentile. It is"
            + " one of the numbers, never one between two. Exact for up to 1,000 numbers; of more a"
            + " KLL sketch is kept, and in 99 of 100 cases the result is the percentile of a share"
            + " less than 0.3 % away. Computed once more after a failure, it may be another number"
            + " within that error.",
    nulls = "no number in the group is other than NULL; NULLs do not count",
    arguments = {Argument.ANYTHING, Argument.SHARE},
    examples = {
      @Example(
          sql = "APPROX_PERCENTILE(ms, 0.5)",
          from = "(VALUES (30), (10), (20), (1000)) AS t (ms)",
          result = "20.0"),
      @Example(
          sql = "APPROX_PERCENTILE(ms, 0.95)",
          from = "(VALUES (30), (10), (CAST(NULL AS INT)), (20)) AS t (ms)",
          result = "30.0"),
      @Example(
          sql = "APPROX_PERCENTILE(ms, 0.5)",
          from = "(VALUES (CAST(NULL AS INT))) AS t (ms)",
          result = "NULL")
    })
@FunctionHint(
    accumulator =
        @DataTypeHint(
            value = "RAW",
            bridgedTo = Quantiles.class,
            rawSerializer = Quantiles.Serializer.class))
public final class ApproxPercentile extends OfQuantiles {

  private static final long serialVersionUID = 1L;

  public void accumulate(Quantiles quantiles, @Nullable Double number, @Nullable Double share) {
    if (number != null && share != null) {
      quantiles.share = share;
      quantiles.add(number);
    }
  }

  @Override
  OptionalDouble value(Quantiles quantiles) {
    return quantiles.at(quantiles.share);
  }
}

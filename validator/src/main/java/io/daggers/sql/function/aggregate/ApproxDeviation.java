package io.daggers.sql.function.aggregate;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.OptionalDouble;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.jspecify.annotations.Nullable;

/** The median distance from the median, from a sketch of the numbers. */
@Described(
    name = "APPROX_MEDIAN_DEVIATION",
    topic = Topic.AGGREGATES,
    form = "APPROX_MEDIAN_DEVIATION(number DOUBLE)",
    gives = "DOUBLE",
    does =
        "How far numbers usually are from their median: the median of the distances (MAD). A few"
            + " wild values do not move it. A number further than about 4.5 of these from the"
            + " median is an outlier by the usual rule. Exact and approximate as"
            + " APPROX_PERCENTILE.",
    nulls = "no number in the group is other than NULL; NULLs do not count",
    examples =
        @Example(
            sql = "APPROX_MEDIAN_DEVIATION(ms)",
            from = "(VALUES (10), (11), (12), (13), (1000)) AS t (ms)",
            result = "1.0"))
@FunctionHint(
    accumulator =
        @DataTypeHint(
            value = "RAW",
            bridgedTo = Quantiles.class,
            rawSerializer = Quantiles.Serializer.class))
public final class ApproxDeviation extends OfQuantiles {

  private static final long serialVersionUID = 1L;

  public void accumulate(Quantiles quantiles, @Nullable Double number) {
    if (number != null) {
      quantiles.add(number);
    }
  }

  @Override
  OptionalDouble value(Quantiles quantiles) {
    return quantiles.deviation();
  }
}

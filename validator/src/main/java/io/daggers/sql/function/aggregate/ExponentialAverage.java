package io.daggers.sql.function.aggregate;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;

/** An average in which what is older counts less. */
@Described(
    name = "EXPONENTIAL_AVERAGE",
    topic = Topic.AGGREGATES,
    form = "EXPONENTIAL_AVERAGE(number DOUBLE, time TIMESTAMP_LTZ(3), half_life INTERVAL)",
    gives = "DOUBLE",
    does =
        "The average in which a number counts half as much with every half-life that it is older"
            + " than the newest one. The order in which rows arrive makes no difference, apart from"
            + " the last digits.",
    nulls = "no row of the group has both a number and a time; such rows do not count",
    arguments = {Argument.ANYTHING, Argument.ANYTHING, Argument.HALF_LIFE},
    examples = {
      @Example(
          sql = "EXPONENTIAL_AVERAGE(v, t, INTERVAL '1' MINUTE)",
          from =
              "(VALUES (8, TIMESTAMP '2026-01-01 00:00:00'), (2, TIMESTAMP '2026-01-01 00:01:00')) AS x (v, t)",
          result = "4.0"),
      @Example(
          sql = "EXPONENTIAL_AVERAGE(v, t, INTERVAL '1' MINUTE)",
          from = "(VALUES (CAST(NULL AS INT), TIMESTAMP '2026-01-01 00:00:00')) AS x (v, t)",
          result = "NULL")
    })
public final class ExponentialAverage
    extends AggregateFunction<Double, ExponentialAverage.Weighted> {

  private static final long serialVersionUID = 1L;

  /** Sums with the weights that numbers have at the newest time. */
  public static final class Weighted {
    public long newestMillis;
    public long halfLifeMillis;
    public double weight;
    public double sum;
  }

  @Override
  public Weighted createAccumulator() {
    return new Weighted();
  }

  public void accumulate(
      Weighted weighted,
      @Nullable Double number,
      @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant time,
      @DataTypeHint("INTERVAL DAY TO SECOND(3)") @Nullable Duration halfLife) {
    if (number == null || time == null || halfLife == null || halfLife.toMillis() <= 0) {
      return;
    }
    weighted.halfLifeMillis = halfLife.toMillis();
    add(weighted, time.toEpochMilli(), 1, number);
  }

  public void merge(Weighted weighted, Iterable<Weighted> others) {
    for (Weighted other : others) {
      if (other.weight > 0) {
        weighted.halfLifeMillis = other.halfLifeMillis;
        add(weighted, other.newestMillis, other.weight, other.sum);
      }
    }
  }

  @Override
  public @Nullable Double getValue(Weighted weighted) {
    return weighted.weight > 0 ? weighted.sum / weighted.weight : null;
  }

  private static void add(Weighted to, long millis, double weight, double sum) {
    if (to.weight == 0) {
      to.newestMillis = millis;
    }
    long newest = Math.max(to.newestMillis, millis);
    double left = remaining(newest - to.newestMillis, to.halfLifeMillis);
    double added = remaining(newest - millis, to.halfLifeMillis);
    to.weight = to.weight * left + weight * added;
    to.sum = to.sum * left + sum * added;
    to.newestMillis = newest;
  }

  private static double remaining(long ageMillis, long halfLifeMillis) {
    return Math.pow(0.5, (double) ageMillis / halfLifeMillis);
  }
}

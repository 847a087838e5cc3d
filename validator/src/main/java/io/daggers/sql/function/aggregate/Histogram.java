package io.daggers.sql.function.aggregate;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.Arrays;
import org.apache.flink.table.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;

/** How many numbers there are between bounds. */
@Described(
    name = "HISTOGRAM",
    topic = Topic.AGGREGATES,
    form = "HISTOGRAM(number DOUBLE, bounds ARRAY<DOUBLE>)",
    gives = "ARRAY<BIGINT>",
    does =
        "How many numbers there are up to each bound and above the one before; the last element"
            + " counts those above all bounds. Take single elements for fields: HISTOGRAM(ms,"
            + " ARRAY[10, 100])[1].",
    nulls = "no number in the group is other than NULL; NULLs do not count",
    arguments = {Argument.ANYTHING, Argument.BOUNDS},
    examples = {
      @Example(
          sql = "HISTOGRAM(ms, ARRAY[10, 100])",
          from = "(VALUES (5), (10), (11), (1000), (2000)) AS t (ms)",
          result = "[2, 1, 2]"),
      @Example(
          sql = "HISTOGRAM(ms, ARRAY[10, 100])",
          from = "(VALUES (CAST(NULL AS INT))) AS t (ms)",
          result = "NULL")
    })
public final class Histogram extends AggregateFunction<Long[], Histogram.Counts> {

  private static final long serialVersionUID = 1L;

  /** Numbers of each bucket; null before the first. */
  public static final class Counts {
    public long @Nullable [] counts;
  }

  @Override
  public Counts createAccumulator() {
    return new Counts();
  }

  public void accumulate(Counts counts, @Nullable Double number, Double @Nullable [] bounds) {
    if (number != null && bounds != null) {
      add(counts, Buckets.of(number, bounds), 1, bounds.length + 1);
    }
  }

  public void merge(Counts counts, Iterable<Counts> others) {
    for (Counts other : others) {
      long[] more = other.counts;
      for (int bucket = 0; more != null && bucket < more.length; bucket++) {
        add(counts, bucket, more[bucket], more.length);
      }
    }
  }

  @Override
  public Long @Nullable [] getValue(Counts counts) {
    long[] each = counts.counts;
    return each == null ? null : Arrays.stream(each).boxed().toArray(Long[]::new);
  }

  private static void add(Counts counts, int bucket, long more, int buckets) {
    long[] each = counts.counts;
    if (each == null || each.length < buckets) {
      each = each == null ? new long[buckets] : Arrays.copyOf(each, buckets);
      counts.counts = each;
    }
    each[bucket] += more;
  }
}

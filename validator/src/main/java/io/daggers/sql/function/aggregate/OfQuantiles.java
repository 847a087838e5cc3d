package io.daggers.sql.function.aggregate;

import java.util.OptionalDouble;
import org.apache.flink.table.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;

/** A number that a sketch of the numbers tells. */
public abstract class OfQuantiles extends AggregateFunction<Double, Quantiles> {

  private static final long serialVersionUID = 1L;

  /** Nothing where there was no number. */
  abstract OptionalDouble value(Quantiles quantiles);

  @Override
  public Quantiles createAccumulator() {
    return new Quantiles();
  }

  public void merge(Quantiles quantiles, Iterable<Quantiles> others) {
    others.forEach(quantiles::add);
  }

  @Override
  public @Nullable Double getValue(Quantiles quantiles) {
    OptionalDouble value = value(quantiles);
    return value.isPresent() ? value.getAsDouble() : null;
  }
}

package io.daggers.agent.health;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How values are spread, as Prometheus' histograms say it.
 *
 * @param buckets by their bounds, from the lowest on
 * @param count of all values, also those above the highest bound
 * @param sum of all values
 */
public record Distribution(List<Bucket> buckets, long count, double sum) {

  public Distribution {
    buckets = List.copyOf(buckets);
  }

  /**
   * @param upTo its upper bound
   * @param count of all values up to there, those of lower buckets among them
   */
  public record Bucket(double upTo, long count) {}

  /** Without any value yet. */
  public static Distribution upTo(double... bounds) {
    return new Distribution(
        DoubleStream.of(bounds).mapToObj(bound -> new Bucket(bound, 0)).toList(), 0, 0);
  }

  /** With one value more. */
  public Distribution with(double value) {
    return new Distribution(
        buckets.stream()
            .map(bucket -> new Bucket(bucket.upTo, bucket.count + (value <= bucket.upTo ? 1 : 0)))
            .toList(),
        count + 1,
        sum + value);
  }
}

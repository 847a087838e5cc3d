package io.daggers.local.traffic;

import java.util.random.RandomGenerator;

/**
 * How much happens when: the past is thinner than the present, so that it is quickly written.
 *
 * @param liveFromMicros where the past ends, since 1970-01-01T00:00:00Z
 * @param live how many times denser the present is
 */
record Density(long liveFromMicros, double live) {

  /** The time until something happens again that happens so often in a second of the past. */
  long gapMicros(double perSecond, long micros, RandomGenerator random) {
    double mean = 1e6 / (micros < liveFromMicros ? perSecond : perSecond * live);
    return Math.max(1, (long) (mean * random.nextDouble(0.5, 1.5)));
  }
}

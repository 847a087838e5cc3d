package io.daggers.job.testing;

import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a test's steps.
 *
 * @param rows what was written, by output column
 * @param lateRows the given rows that were dropped as late by any operator
 * @param lateResults how many results of one operator came too late for the next
 * @param failure why the query ended before its input did; null where it did not
 */
record Outcome(
    List<Map<String, @Nullable Object>> rows,
    List<Location> lateRows,
    long lateResults,
    @Nullable Failure failure) {

  Outcome {
    rows = List.copyOf(rows);
    lateRows = List.copyOf(lateRows);
  }

  /**
   * @param location the step at which the query failed; null where that was the end of the input
   */
  record Failure(@Nullable Location location, Throwable cause) {}

  long late() {
    return lateRows.size() + lateResults;
  }
}

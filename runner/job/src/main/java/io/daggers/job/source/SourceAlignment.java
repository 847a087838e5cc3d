package io.daggers.job.source;

import io.daggers.job.bundle.JobBundle;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the partitions of all sources of a job together in time while they catch up, so that what
 * has to be kept for the slowest of them is bounded.
 *
 * @param mostAhead how far ahead of the slowest one a partition is read; null means that it does
 *     not matter, because nothing is kept
 */
record SourceAlignment(@Nullable Duration mostAhead) {

  /** Beyond what records may lie in the future: one of these must not stop a partition. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  static SourceAlignment of(JobBundle bundle) {
    boolean keeps =
        bundle.operators().stream()
            .anyMatch(operator -> operator.stateful() && !operator.role().equals("source"));
    if (!keeps) {
      return new SourceAlignment(null);
    }
    Duration future =
        bundle.sources().stream()
            .map(source -> Objects.requireNonNullElse(source.maxFuture(), Duration.ZERO))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return new SourceAlignment(AHEAD.plus(future));
  }

  WatermarkStrategy<RowData> of(WatermarkStrategy<RowData> watermarks) {
    return mostAhead == null
        ? watermarks
        : watermarks.withWatermarkAlignment("sources", mostAhead, BETWEEN_LOOKS);
  }
}

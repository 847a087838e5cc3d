package io.daggers.agent.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job counted since it was started. Null means that the job has not said so (yet).
 *
 * @param recordsIn records read from Kafka
 * @param rowsOut rows written to the sink
 * @param newestWindow the time of the newest row written
 * @param lag how far the newest watermark that reached the sink is behind the clock; it grows while
 *     no events come
 * @param pending records in Kafka that are not read yet
 * @param late rows that came after their window was closed, and were dropped; those of one window
 *     and group that come together count once, as they are added up before they are dropped
 * @param undecodable records set aside because their bytes are not of their schema
 * @param withoutEventTime records set aside because they have no event time
 * @param tooFarInFuture records set aside because their event time is too far ahead of the clock
 * @param deadLetters records and results set aside for whatever reason
 * @param influxRetries requests to InfluxDB that had to be made again
 * @param influxRequest how long InfluxDB takes to answer all but the slowest of a hundred requests
 * @param influxOutage how long InfluxDB has been away; zero while it answers
 * @param unreachable Kafka clusters that do not answer, for which windows wait; empty where none
 */
public record JobMetrics(
    @Nullable Long recordsIn,
    @Nullable Long rowsOut,
    @Nullable Instant newestWindow,
    @Nullable Duration lag,
    @Nullable Long pending,
    @Nullable Long late,
    @Nullable Long undecodable,
    @Nullable Long withoutEventTime,
    @Nullable Long tooFarInFuture,
    @Nullable Long deadLetters,
    @Nullable Long influxRetries,
    @Nullable Duration influxRequest,
    @Nullable Duration influxOutage,
    @Nullable List<String> unreachable) {

  /** Of a job that has not said anything. */
  public static final JobMetrics NONE =
      new JobMetrics(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);
}

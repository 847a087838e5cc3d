package io.daggers.agent.platform.flink;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A metric that is read from Flink, by the end of its name; the beginning names the operator. */
enum Metric {
  RECORDS_IN("Source_.*\\.numRecordsIn", "sum"),
  UNREACHABLE("Source_.*\\.dagger\\.unreachable\\.[^.]+", "max"),
  PENDING("Source_.*\\.pendingRecords", "sum"),
  // Flink's own lags stand still while a source has nothing to read; the watermark tells.
  WATERMARK_MILLIS("sink__Writer\\.currentInputWatermark", "max"),
  LATE(".*\\.numLateRecordsDropped", "sum"),
  UNDECODABLE(".*\\.dagger\\.undecodable", "sum"),
  WITHOUT_EVENT_TIME(".*\\.dagger\\.withoutEventTime", "sum"),
  TOO_FAR_IN_FUTURE(".*\\.dagger\\.tooFarInFuture", "sum"),
  DEAD_LETTERS(".*\\.dagger\\.deadLetters", "sum"),
  ROWS_OUT(".*\\.dagger\\.rowsOut", "sum"),
  INFLUX_RETRIES(".*\\.dagger\\.influxRetries", "sum"),
  INFLUX_REQUEST_MILLIS(".*\\.dagger\\.influxRequestMillis_p99", "max"),
  INFLUX_OUTAGE_SECONDS(".*\\.dagger\\.influxOutageSeconds", "max"),
  NEWEST_TIME_MILLIS(".*\\.dagger\\.newestTimeMillis", "max");

  private final Pattern name;

  /** How the values of a vertex's subtasks become one: Flink's word for it. */
  final String aggregation;

  Metric(String name, String aggregation) {
    this.name = Pattern.compile(name);
    this.aggregation = aggregation;
  }

  static Optional<Metric> named(String name) {
    return Arrays.stream(values())
        .filter(metric -> metric.name.matcher(name).matches())
        .findFirst();
  }
}

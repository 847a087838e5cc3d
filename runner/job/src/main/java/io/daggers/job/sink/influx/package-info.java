/** Rows as InfluxDB points: a pure mapping, and a writer that flushes before every checkpoint. */
@NullMarked
package io.daggers.job.sink.influx;

import org.jspecify.annotations.NullMarked;

/** Rows as protobuf records of a Kafka topic. */
@NullMarked
package io.daggers.job.sink.kafka;

import org.jspecify.annotations.NullMarked;

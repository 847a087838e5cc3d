/** Kafka, one cluster or many, as rows with event time. */
@NullMarked
package io.daggers.job.source;

import org.jspecify.annotations.NullMarked;

/** What could not be read or written, and why: one way for sources and sinks. */
@NullMarked
package io.daggers.job.deadletter;

import org.jspecify.annotations.NullMarked;

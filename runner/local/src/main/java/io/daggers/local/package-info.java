/**
 * The system on one machine: a broker and InfluxDB as child processes, simulated traffic and
 * produced events.
 */
@NullMarked
package io.daggers.local;

import org.jspecify.annotations.NullMarked;

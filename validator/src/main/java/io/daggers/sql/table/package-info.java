/** Sources and sinks as tables of Flink SQL; reading and writing them is left to the job. */
@NullMarked
package io.daggers.sql.table;

import org.jspecify.annotations.NullMarked;

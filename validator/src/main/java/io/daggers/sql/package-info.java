/** What SQL means here: columns from schemas, planning by Flink's own planner, state by meaning. */
@NullMarked
package io.daggers.sql;

import org.jspecify.annotations.NullMarked;

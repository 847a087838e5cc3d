/** SQL functions that gather rows: sketches, histograms, averages over time. */
@NullMarked
package io.daggers.sql.function.aggregate;

import org.jspecify.annotations.NullMarked;

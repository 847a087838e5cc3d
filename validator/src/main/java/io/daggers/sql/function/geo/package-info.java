/** SQL functions about places: S2 cells, geohashes, distances. */
@NullMarked
package io.daggers.sql.function.geo;

import org.jspecify.annotations.NullMarked;

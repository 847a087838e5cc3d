/** SQL functions about arrays and maps. */
@NullMarked
package io.daggers.sql.function.collection;

import org.jspecify.annotations.NullMarked;

/** SQL functions about times in a zone. */
@NullMarked
package io.daggers.sql.function.time;

import org.jspecify.annotations.NullMarked;

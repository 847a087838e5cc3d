/** The project's own SQL functions, one class each. */
@NullMarked
package io.daggers.sql.function;

import org.jspecify.annotations.NullMarked;

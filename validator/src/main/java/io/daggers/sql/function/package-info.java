/** The list of the project's own SQL functions. */
@NullMarked
package io.daggers.sql.function;

import org.jspecify.annotations.NullMarked;

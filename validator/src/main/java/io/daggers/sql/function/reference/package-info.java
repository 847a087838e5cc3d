/** What is said of functions, and what their arguments must be. */
@NullMarked
package io.daggers.sql.function.reference;

import org.jspecify.annotations.NullMarked;

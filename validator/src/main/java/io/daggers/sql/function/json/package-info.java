/** SQL functions about JSON texts. */
@NullMarked
package io.daggers.sql.function.json;

import org.jspecify.annotations.NullMarked;

/** SQL functions about texts. */
@NullMarked
package io.daggers.sql.function.text;

import org.jspecify.annotations.NullMarked;

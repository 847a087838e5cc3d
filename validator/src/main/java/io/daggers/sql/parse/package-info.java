/** The text of a query, its tree, and what may stand in it. */
@NullMarked
package io.daggers.sql.parse;

import org.jspecify.annotations.NullMarked;

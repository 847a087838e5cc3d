/** What is wrong with a query's names and types: all of it, in the analyst's words. */
@NullMarked
package io.daggers.sql.names;

import org.jspecify.annotations.NullMarked;

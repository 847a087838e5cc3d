/** Where the values of a query's rows come from, what tells rows apart, and what is kept for it. */
@NullMarked
package io.daggers.sql.lineage;

import org.jspecify.annotations.NullMarked;

/** What SQL means here: how schemas become columns, and what a query does with them. */
@NullMarked
package io.daggers.sql;

import org.jspecify.annotations.NullMarked;

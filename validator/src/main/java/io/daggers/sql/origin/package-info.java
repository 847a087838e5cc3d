/** Where the values of a query come from: through sub-queries, joins and unions to the streams. */
@NullMarked
package io.daggers.sql.origin;

import org.jspecify.annotations.NullMarked;

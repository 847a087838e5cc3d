/** The Flink program: a bundle becomes tables, a query and a sink. */
@NullMarked
package io.daggers.job;

import org.jspecify.annotations.NullMarked;

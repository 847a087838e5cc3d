/** Tests of queries, run on a real Flink with the tables connected to what the test gives. */
@NullMarked
package io.daggers.job.testing;

import org.jspecify.annotations.NullMarked;

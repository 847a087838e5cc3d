/** Where a job without state begins, and which windows are whole then. */
@NullMarked
package io.daggers.job.begin;

import org.jspecify.annotations.NullMarked;

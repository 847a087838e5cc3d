/** A query on this machine, whose rows are handed over instead of written. */
@NullMarked
package io.daggers.job.preview;

import org.jspecify.annotations.NullMarked;

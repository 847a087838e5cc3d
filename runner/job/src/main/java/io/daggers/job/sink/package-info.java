/** What all sinks have in common. */
@NullMarked
package io.daggers.job.sink;

import org.jspecify.annotations.NullMarked;

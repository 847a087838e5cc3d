/** What is shipped to a job, and its hash. */
@NullMarked
package io.daggers.job.bundle;

import org.jspecify.annotations.NullMarked;

/** Secrets of jobs, which are looked up where and when they are needed. */
@NullMarked
package io.daggers.job.secret;

import org.jspecify.annotations.NullMarked;

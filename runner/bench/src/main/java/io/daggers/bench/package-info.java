/** What a job costs in processor time, beside other ways to do the same. */
@NullMarked
package io.daggers.bench;

import org.jspecify.annotations.NullMarked;

/** What an edit does to the state of a running dagger, tried with real savepoints. */
@NullMarked
package io.daggers.job.edit;

import org.jspecify.annotations.NullMarked;

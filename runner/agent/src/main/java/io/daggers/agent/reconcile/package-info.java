/** The decision: from what is wanted, what runs and what happened to what is done; pure. */
@NullMarked
package io.daggers.agent.reconcile;

import org.jspecify.annotations.NullMarked;

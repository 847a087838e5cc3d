/**
 * A simulated ride-hailing company, as far as its topics show it; the same seed gives the same
 * events.
 */
@NullMarked
package io.daggers.local.traffic;

import org.jspecify.annotations.NullMarked;

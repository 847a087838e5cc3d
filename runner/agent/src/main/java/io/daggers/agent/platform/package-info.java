/** The port to wherever jobs run, and the values that cross it. */
@NullMarked
package io.daggers.agent.platform;

import org.jspecify.annotations.NullMarked;

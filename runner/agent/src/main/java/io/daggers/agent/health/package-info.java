/** How the agent and its daggers are, for people and for Prometheus. */
@NullMarked
package io.daggers.agent.health;

import org.jspecify.annotations.NullMarked;

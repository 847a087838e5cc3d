/** Jobs in the agent's own process: what a laptop and a test need. */
@NullMarked
package io.daggers.agent.platform.embedded;

import org.jspecify.annotations.NullMarked;

/** The repository that is followed, wherever it is, and how the agent gets into it. */
@NullMarked
package io.daggers.agent.repository.remote;

import org.jspecify.annotations.NullMarked;

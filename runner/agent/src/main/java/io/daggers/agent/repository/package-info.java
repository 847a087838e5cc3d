/** The one branch the agent follows, fetched with git and read from its objects. */
@NullMarked
package io.daggers.agent.repository;

import org.jspecify.annotations.NullMarked;

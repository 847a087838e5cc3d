/** What an agent leaves for the next one beside what it did. */
@NullMarked
package io.daggers.agent.memory;

import org.jspecify.annotations.NullMarked;

/** What platforms have in common: Flink over REST, and the state that its jobs leave behind. */
@NullMarked
package io.daggers.agent.platform.flink;

import org.jspecify.annotations.NullMarked;

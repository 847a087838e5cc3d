/** What was decided and done, append-only, and what it adds up to. */
@NullMarked
package io.daggers.agent.journal;

import org.jspecify.annotations.NullMarked;

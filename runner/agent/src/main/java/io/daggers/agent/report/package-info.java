/** Tells commits how they fare, where the repository is kept. */
@NullMarked
package io.daggers.agent.report;

import org.jspecify.annotations.NullMarked;

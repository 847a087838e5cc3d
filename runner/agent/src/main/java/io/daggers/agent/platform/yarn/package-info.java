/** Jobs as applications on YARN. */
@NullMarked
package io.daggers.agent.platform.yarn;

import org.jspecify.annotations.NullMarked;

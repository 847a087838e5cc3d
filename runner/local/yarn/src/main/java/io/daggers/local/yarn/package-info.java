/** Hadoop's daemons in JVMs of their own, which end when their parent does. */
@NullMarked
package io.daggers.local.yarn;

import org.jspecify.annotations.NullMarked;

/** A real Kafka broker in a JVM of its own, which ends when its parent does. */
@NullMarked
package io.daggers.local.broker;

import org.jspecify.annotations.NullMarked;

/** What exists around the daggers: streams, topics, Kafka clusters, servers, environments. */
@NullMarked
package io.daggers.topology;

import org.jspecify.annotations.NullMarked;

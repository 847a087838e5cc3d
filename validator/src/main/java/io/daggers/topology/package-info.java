/** What exists outside the daggers: streams, topics, clusters, servers, teams and environments. */
@NullMarked
package io.daggers.topology;

import org.jspecify.annotations.NullMarked;

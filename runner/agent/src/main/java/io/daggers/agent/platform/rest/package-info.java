/** What a running Flink says about its jobs over HTTP, wherever it runs. */
@NullMarked
package io.daggers.agent.platform.rest;

import org.jspecify.annotations.NullMarked;

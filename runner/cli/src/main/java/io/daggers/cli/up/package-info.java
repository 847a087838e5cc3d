/** The whole system on this machine: services, traffic, agent, and what of it is shown. */
@NullMarked
package io.daggers.cli.up;

import org.jspecify.annotations.NullMarked;

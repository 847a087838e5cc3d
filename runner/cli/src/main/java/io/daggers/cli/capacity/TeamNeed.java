package io.daggers.cli.capacity;

import io.daggers.topology.Quota;

/**
 * What the daggers of a team ask for in an environment.
 *
 * @param daggers all of them
 * @param suspended those that ask for nothing
 * @param quota what they may ask for together
 */
public record TeamNeed(
    String team, int daggers, int suspended, int parallelism, int megabytes, Quota quota) {}

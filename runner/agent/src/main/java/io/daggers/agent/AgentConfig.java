package io.daggers.agent;

import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.remote.Access;
import io.daggers.topology.Environment;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Everything an agent is told.
 *
 * @param repository the address of a git repository, or a folder in one
 * @param access what gets the agent into it
 * @param signatures whether its commits have to be signed
 * @param branch its name, or HEAD for whatever is checked out there
 * @param folder where the agent keeps its journal and what it fetched; of one agent only
 * @param poll how long to wait between two looks
 * @param httpPort on the loopback interface; 0 takes a free one
 */
public record AgentConfig(
    Environment environment,
    String repository,
    Access access,
    SignaturePolicy signatures,
    String branch,
    Path folder,
    Duration poll,
    int httpPort) {

  public static final Duration DEFAULT_POLL = Duration.ofSeconds(2);
}

package io.daggers.cli;

import io.daggers.agent.health.StatusClient;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --agent}: which agent a command speaks with. */
final class AgentOption {

  @Mixin RootOption root = new RootOption();

  @Option(
      names = "--agent",
      paramLabel = "URL",
      description = "The agent to ask (default: the one that 'up' started).")
  @Nullable URI agent;

  StatusClient client() throws EnvironmentException, IOException {
    return new StatusClient(agent == null ? RunningSystem.find(root.find()).agent() : agent);
  }
}

package io.daggers.cli;

import io.daggers.agent.health.StatusClient;
import io.daggers.agent.health.TurnedDownException;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --agent}: which agent a command speaks with. */
final class AgentOption {

  @Mixin RootOption root = new RootOption();

  @Option(
      names = "--agent",
      paramLabel = "URL",
      description = "The agent to ask (default: the one that 'up' started).")
  @Nullable URI agent;

  /** What a person asks of an agent. */
  interface Request {
    String to(StatusClient agent) throws IOException, InterruptedException, TurnedDownException;
  }

  /** Tells the agent, and prints what it says comes of it. */
  int tell(Request request, CommandSpec command)
      throws EnvironmentException, IOException, InterruptedException {
    try {
      command.commandLine().getOut().println(request.to(client()));
      return ExitCode.FINE;
    } catch (TurnedDownException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  StatusClient client() throws EnvironmentException, IOException {
    return new StatusClient(agent == null ? RunningSystem.find(root.find()).agent() : agent);
  }
}

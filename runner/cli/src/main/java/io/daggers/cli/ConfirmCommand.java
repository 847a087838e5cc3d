package io.daggers.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dagger confirm}: a commit that was held back is meant as it is. */
@Command(
    name = "confirm",
    mixinStandardHelpOptions = true,
    description = "Let a commit have its way that the agent held back.")
final class ConfirmCommand implements Callable<Integer> {

  @Mixin AgentOption agent = new AgentOption();
  @Spec @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "REVISION",
      description = "The commit: 40 digits, or the first few, as 'status' shows them.")
  String revision = "";

  @Override
  public Integer call() throws Exception {
    return agent.tell(client -> client.confirm(revision), spec);
  }
}

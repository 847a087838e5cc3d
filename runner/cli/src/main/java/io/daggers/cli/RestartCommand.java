package io.daggers.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dagger restart}: the same definition anew, with its state. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = "Stop a dagger with a savepoint, and start it again from there.")
final class RestartCommand implements Callable<Integer> {

  @Mixin AgentOption agent = new AgentOption();
  @Mixin DaggerParameter dagger = new DaggerParameter();
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return agent.tell(client -> client.restart(dagger.dagger()), spec);
  }
}

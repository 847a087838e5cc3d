package io.daggers.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dagger retry}: what failed is tried again. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = "Try again at once what failed about a dagger.")
final class RetryCommand implements Callable<Integer> {

  @Mixin AgentOption agent = new AgentOption();
  @Mixin DaggerParameter dagger = new DaggerParameter();
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return agent.tell(client -> client.retry(dagger.dagger()), spec);
  }
}

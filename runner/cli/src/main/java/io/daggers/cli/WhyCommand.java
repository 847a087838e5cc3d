package io.daggers.cli;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.HistoryLine;
import io.daggers.agent.health.Status;
import io.daggers.agent.health.StatusClient;
import io.daggers.definition.DaggerName;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dagger why}: what is known of one dagger, and what was decided about it. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = "Show what the agent sees of a dagger, what it decided, and why.")
final class WhyCommand implements Callable<Integer> {

  @Mixin AgentOption agent = new AgentOption();
  @Mixin DaggerParameter dagger = new DaggerParameter();
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    DaggerName name = dagger.dagger();
    StatusClient client = agent.client();
    Status status = client.status();
    List<HistoryLine> history = client.history(name);
    Optional<DaggerStatus> found = status.dagger(name.toString());
    if (found.isEmpty() && history.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no dagger %s; those that there are: bin/dagger status".formatted(name));
    }
    PrintWriter out = spec.commandLine().getOut();
    Explanation.lines(name, status, history).forEach(out::println);
    return ExitCode.FINE;
  }
}

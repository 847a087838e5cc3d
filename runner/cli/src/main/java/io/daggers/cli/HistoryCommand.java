package io.daggers.cli;

import io.daggers.agent.health.HistoryLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dagger history}: what was done about a dagger. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Show what was done about a dagger, why, and for whose commit.")
final class HistoryCommand implements Callable<Integer> {

  @Mixin AgentOption agent = new AgentOption();
  @Mixin DaggerParameter dagger = new DaggerParameter();
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<HistoryLine> lines = agent.client().history(dagger.dagger());
    if (lines.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "nothing was ever done about a dagger %s; those that there are: bin/dagger status"
              .formatted(dagger.dagger()));
    }
    PrintWriter out = spec.commandLine().getOut();
    HistoryTable.lines(lines).forEach(out::println);
    return ExitCode.FINE;
  }
}

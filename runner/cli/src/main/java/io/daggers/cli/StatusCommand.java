package io.daggers.cli;

import io.daggers.agent.health.Status;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dagger status}: what runs. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show what runs, and why it is as it is.")
final class StatusCommand implements Callable<Integer> {

  @Mixin AgentOption agent = new AgentOption();
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Status status = agent.client().status();
    PrintWriter out = spec.commandLine().getOut();
    String revision = status.revision();
    out.printf(
        "%s, branch %s at %s%n%n",
        status.repository(),
        status.branch(),
        revision == null ? "no commit yet" : revision.substring(0, 12));
    StatusTable.lines(status, Instant.now()).forEach(out::println);
    out.flush();
    return ExitCode.FINE;
  }
}

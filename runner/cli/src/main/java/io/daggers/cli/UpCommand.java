package io.daggers.cli;

import io.daggers.cli.up.UpRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dagger up}: the whole system on this machine, with live traffic. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Run the whole system on this machine: Kafka, InfluxDB, simulated traffic and the agent.",
      "What is committed in the repository runs; commit a change and watch it happen."
    })
final class UpCommand implements Callable<Integer> {

  @Mixin RootOption root = new RootOption();
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--once",
      description = "End when every dagger has written two windows, and print what was written.")
  boolean once;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      description = "With --once, give up after so long (default: ${DEFAULT-VALUE}).")
  int deadlineSeconds = 300;

  @Override
  public Integer call() throws Exception {
    Path repository = root.find();
    try (UpRun run = UpRun.open(repository, root.files(), spec.commandLine().getOut())) {
      run.start();
      boolean fine = once ? run.awaitResults(Duration.ofSeconds(deadlineSeconds)) : run.watch();
      return fine ? ExitCode.FINE : ExitCode.FINDINGS;
    }
  }
}

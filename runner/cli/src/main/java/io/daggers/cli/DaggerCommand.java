package io.daggers.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dagger}: the one entry point for people and for CI. */
@Command(
    name = "dagger",
    mixinStandardHelpOptions = true,
    version = "dagger 0.1.0",
    description = "Real-time aggregates over Kafka and protobuf, put into production by analysts.",
    subcommands = {
      ValidateCommand.class,
      PlanCommand.class,
      ImpactCommand.class,
      TestCommand.class,
      RunCommand.class,
      NewCommand.class,
      ExplainCommand.class,
      SchemasCommand.class,
      CapacityCommand.class,
      UpCommand.class,
      StatusCommand.class,
      WhyCommand.class,
      HistoryCommand.class,
      ConfirmCommand.class,
      RetryCommand.class,
      RestartCommand.class,
      ProduceCommand.class,
      AgentCommand.class,
      YarnCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine; warnings alone are fine",
      "1:errors found in what was checked",
      "2:wrong use of the command",
      "3:something around it is missing or does not answer",
      "70:a bug of ours"
    })
public final class DaggerCommand {

  private DaggerCommand() {}

  public static void main(String[] args) {
    LogFile.prepare(args);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new DaggerCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new WrongUse())
        .setExecutionExceptionHandler(new Failure());
  }
}

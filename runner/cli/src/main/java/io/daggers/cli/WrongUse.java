package io.daggers.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command, and not all that they could have been. */
final class WrongUse implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("error: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println("  = help: " + command.getCommandSpec().qualifiedName(" ") + " --help");
    return ExitCode.USAGE;
  }
}

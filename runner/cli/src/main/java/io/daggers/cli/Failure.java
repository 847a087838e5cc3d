package io.daggers.cli;

import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.local.LocalServiceException;
import io.daggers.local.event.BadEventException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, by who must act: the analyst, the operator, or us. */
final class Failure implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof BadEventException) {
      err.println("error: " + e.getMessage());
      return ExitCode.FINDINGS;
    }
    if (e instanceof FindingsException) {
      err.println(e.getMessage());
      return ExitCode.FINDINGS;
    }
    if (e instanceof EnvironmentException
        || e instanceof LocalServiceException
        || e instanceof PlatformException
        || e instanceof RepositoryException
        || e instanceof IOException) {
      err.println("error: " + e.getMessage());
      return ExitCode.ENVIRONMENT;
    }
    if (e instanceof InterruptedException) {
      err.println("interrupted");
      return ExitCode.ENVIRONMENT;
    }
    err.println("This is a bug of ours. Please report it with what follows.");
    e.printStackTrace(err);
    return ExitCode.BUG;
  }
}

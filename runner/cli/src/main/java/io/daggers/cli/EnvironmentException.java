package io.daggers.cli;

/** Something around the command is missing or does not answer; the message says what to do. */
public final class EnvironmentException extends Exception {

  private static final long serialVersionUID = 1L;

  public EnvironmentException(String message) {
    super(message);
  }
}

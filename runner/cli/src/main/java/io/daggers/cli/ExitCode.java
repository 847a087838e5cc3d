package io.daggers.cli;

/** What a command tells the shell. */
final class ExitCode {

  static final int FINE = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;
  static final int ENVIRONMENT = 3;
  static final int BUG = 70;

  private ExitCode() {}
}

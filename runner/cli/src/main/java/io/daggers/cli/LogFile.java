package io.daggers.cli;

import java.util.List;

/** Decides where log lines go, before the first logger is made. */
final class LogFile {

  private static final String CONFIGURATION = "log4j2.configurationFile";

  private LogFile() {}

  /** The agent logs to the terminal; the other commands' own output is all a person wants. */
  static void prepare(String[] args) {
    if (System.getProperty(CONFIGURATION) == null) {
      boolean agent = List.of(args).contains("agent");
      System.setProperty(
          CONFIGURATION, agent ? "log4j2-agent.properties" : "log4j2-quiet.properties");
    }
  }
}

package io.daggers.cli;

import java.util.List;

/** Decides where log lines go, before the first logger is made. */
final class LogFile {

  private static final String CONFIGURATION = "log4j2.configurationFile";
  private static final String LOGGERS = "log4j2.loggerContextFactory";
  private static final String LEVEL = "org.apache.logging.log4j.simplelog.level";

  private LogFile() {}

  /** The agent logs to the terminal; the other commands' own output is all a person wants. */
  static void prepare(String[] args) {
    List<String> words = List.of(args);
    if (System.getProperty(CONFIGURATION) != null) {
      return;
    }
    if (words.contains("agent")) {
      System.setProperty(CONFIGURATION, "log4j2-agent.properties");
    } else if (words.contains("up")) {
      System.setProperty(CONFIGURATION, "log4j2-quiet.properties");
    } else {
      // To set up Log4j takes a person's time, for lines that go nowhere.
      System.setProperty(LOGGERS, "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
      System.setProperty(LEVEL, "OFF");
    }
  }
}

package io.daggers.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a service is started and how one sees that it answers.
 *
 * @param name for messages
 * @param command must end when its standard input does
 * @param log receives what it prints
 * @param probe asked until it says yes
 * @param limit the longest that a start may take
 */
record ServiceCommand(String name, List<String> command, Path log, Probe probe, Duration limit) {

  /** Whether the service answers; an exception counts as no. */
  interface Probe {
    boolean answers() throws Exception;
  }

  ServiceCommand {
    command = List.copyOf(command);
  }
}

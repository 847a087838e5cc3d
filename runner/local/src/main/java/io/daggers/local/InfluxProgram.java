package io.daggers.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What an InfluxDB 1.x is run with. */
public sealed interface InfluxProgram permits InstalledInflux, InfluxContainer {

  /** For people: which one it is, and why. */
  String description();

  /**
   * The command line of a server that listens on the port of the loopback interface, and ends when
   * its standard input does.
   *
   * @param directory below which it may store
   * @param rpcPort for its own use, if it has any
   */
  List<String> command(Path directory, int httpPort, int rpcPort) throws LocalServiceException;

  /** The longest that a start may take. */
  Duration startLimit();
}

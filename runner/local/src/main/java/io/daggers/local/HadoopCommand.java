package io.daggers.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of Hadoop's daemons. Their classes are on the class path of their JVMs only;
 * the build of {@code runner/local/yarn} writes them down.
 */
final class HadoopCommand {

  private static final String MAIN = "io.daggers.local.yarn.LocalDaemon";

  private HadoopCommand() {}

  /**
   * @param configuration the folder of {@link HadoopFiles}
   * @param main Hadoop's class, and its arguments
   */
  static List<String> of(Path configuration, String... main) throws LocalServiceException {
    List<String> command = new ArrayList<>();
    // Containers are started with this variable of the NodeManager's.
    command.addAll(List.of("env", "HADOOP_CONF_DIR=" + configuration));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "-Djava.net.preferIPv4Stack=true",
            "-cp",
            configuration + File.pathSeparator + ServiceClasses.of("yarn"),
            MAIN));
    command.addAll(List.of(main));
    return command;
  }
}

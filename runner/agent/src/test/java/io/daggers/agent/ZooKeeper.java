package io.daggers.agent;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain;

/** A real ZooKeeper of one server, in a JVM of its own. */
final class ZooKeeper implements AutoCloseable {

  private final Path directory;
  private final int port;
  private Process process;

  private ZooKeeper(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Clients wait for it, so that this returns at once. */
  static ZooKeeper start(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (ServerSocket free = new ServerSocket(0)) {
      ZooKeeper server = new ZooKeeper(directory, free.getLocalPort());
      free.close();
      server.restart();
      return server;
    }
  }

  /** {@code host:port}. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** As a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** With what it had stored. */
  void restart() throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("zoo.cfg"),
            """
            tickTime=500
            clientPortAddress=127.0.0.1
            clientPort=%d
            dataDir=%s
            admin.enableServer=false
            """
                .formatted(port, directory.resolve("data")));
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ZooKeeperServerMain.class.getName(),
                    settings.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("zookeeper.log").toFile())
            .start();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}

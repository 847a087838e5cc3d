package io.daggers.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker, its own controller, on loopback. Arguments: the directory it stores in, the
 * port for clients, the port of the controller, and a file of settings that are added. A directory
 * with an earlier broker's data is taken up as it is.
 *
 * <p>It runs until its standard input ends, which happens when the parent closes the pipe and also
 * when the parent is killed: no broker outlives the process that started it.
 */
public final class LocalBroker {

  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);

  private LocalBroker() {}

  /** Kafka leaves threads behind where it does not start, which would keep the process. */
  public static void main(String[] arguments) {
    try {
      run(arguments);
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void run(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int clientPort = Integer.parseInt(arguments[1]);
    int controllerPort = Integer.parseInt(arguments[2]);

    format(directory);
    Map<String, String> settings =
        BrokerSettings.of(directory, clientPort, controllerPort, read(Path.of(arguments[3])));
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    awaitEnd(System.in);
    haltAfter(SHUTDOWN_LIMIT);
    server.shutdown();
    Runtime.getRuntime().halt(0);
  }

  private static Properties read(Path file) throws IOException {
    Properties settings = new Properties();
    try (Reader text = Files.newBufferedReader(file, UTF_8)) {
      settings.load(text);
    }
    return settings;
  }

  private static void format(Path directory) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .setNodeId(BrokerSettings.NODE)
        .setClusterId(clusterId(directory))
        .setDirectories(List.of(directory.toString()))
        .setMetadataLogDirectory(directory.toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .setIgnoreFormatted(true)
        .run();
  }

  /** Another directory is another cluster, and a restart the same one. */
  private static String clusterId(Path directory) {
    UUID id = UUID.nameUUIDFromBytes(directory.toString().getBytes(UTF_8));
    return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
  }

  private static void awaitEnd(InputStream input) throws IOException {
    while (input.read() >= 0) {
      // The parent writes nothing; only the end of the stream has a meaning.
    }
  }

  /** A shutdown that hangs must not leave a broker behind. */
  private static void haltAfter(Duration limit) {
    CompletableFuture<Void> unused =
        CompletableFuture.runAsync(
            () -> Runtime.getRuntime().halt(1),
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
  }
}

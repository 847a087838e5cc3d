package io.daggers.local;

import io.daggers.topology.Stream;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A real Kafka broker in a child JVM, on free loopback ports, without replication. One of its
 * listeners asks nobody for anything.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final short ONE_COPY = 1;

  private final int port;
  private final Map<String, Integer> guarded;
  private final ChildProcess process;

  private KafkaBroker(int port, Map<String, Integer> guarded, ChildProcess process) {
    this.port = port;
    this.guarded = guarded;
    this.process = process;
  }

  /**
   * Starts a broker that stores below the directory, and returns when it answers.
   *
   * @throws LocalServiceException if the project is not built or the broker does not start
   */
  public static KafkaBroker start(Path directory)
      throws LocalServiceException, InterruptedException {
    return start(directory, Map.of(), Map.of());
  }

  /**
   * Starts a broker that has guarded listeners too.
   *
   * @param protocols in Kafka's words, such as {@code SASL_SSL}, by the listeners' names
   * @param settings of Kafka, for these listeners
   */
  public static KafkaBroker start(
      Path directory, Map<String, String> protocols, Map<String, String> settings)
      throws LocalServiceException, InterruptedException {
    List<Integer> ports = LoopbackPorts.free(2 + protocols.size());
    int port = ports.get(0);
    Map<String, Integer> guarded = new TreeMap<>();
    protocols.keySet().forEach(name -> guarded.put(name, ports.get(2 + guarded.size())));
    Path more = directory.resolve("kafka.properties");
    write(GuardedListeners.settings(guarded, protocols, settings), more);
    List<String> command = BrokerCommand.of(directory.resolve("kafka"), port, ports.get(1), more);
    Path log = directory.resolve("kafka.log");
    return new KafkaBroker(
        port,
        guarded,
        ChildProcess.start(
            new ServiceCommand("Kafka", command, log, () -> isReachable(port), START_LIMIT)));
  }

  private static void write(Properties settings, Path file) throws LocalServiceException {
    try {
      Files.createDirectories(file.getParent());
      try (Writer out = Files.newBufferedWriter(file)) {
        settings.store(out, null);
      }
    } catch (IOException e) {
      throw new LocalServiceException("cannot write the broker's settings: " + e, e);
    }
  }

  /** One {@code host:port}; it stays the same after {@link #restart}. */
  public String bootstrapServers() {
    return address(port);
  }

  /** One {@code host:port} of a guarded listener. */
  public String bootstrapServers(String listener) {
    return address(guarded.get(listener));
  }

  public void createTopic(String name, int partitions)
      throws LocalServiceException, InterruptedException {
    createTopics(List.of(name), partitions);
  }

  /** Creates topics, each with the given number of partitions; none of them may exist. */
  public void createTopics(Collection<String> names, int partitions)
      throws LocalServiceException, InterruptedException {
    try (Admin admin = admin(port)) {
      admin
          .createTopics(
              names.stream().map(name -> new NewTopic(name, partitions, ONE_COPY)).toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new LocalServiceException(
          "Kafka cannot create topics: " + e.getCause().getMessage(), e);
    }
  }

  /** Creates the topics that the streams have on a Kafka cluster; none of them may exist. */
  public void createTopicsOf(String kafkaCluster, Collection<Stream> streams, int partitions)
      throws LocalServiceException, InterruptedException {
    createTopics(
        streams.stream()
            .flatMap(stream -> stream.topics().getOrDefault(kafkaCluster, List.of()).stream())
            .distinct()
            .toList(),
        partitions);
  }

  /** Ends the broker in order; what it stored stays. */
  public void stop() {
    process.close();
  }

  /** Ends the broker as a crash would. */
  public void kill() {
    process.kill();
  }

  /** Ends the broker if it runs and starts it again, on the same ports, with what it had stored. */
  public void restart() throws LocalServiceException, InterruptedException {
    process.restart();
  }

  @Override
  public void close() {
    stop();
  }

  /** Connects before it asks, because Kafka's client logs a warning for each failure to connect. */
  private static boolean isReachable(int port)
      throws IOException, InterruptedException, ExecutionException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
    try (Admin admin = admin(port)) {
      return !admin.describeCluster().nodes().get().isEmpty();
    }
  }

  private static Admin admin(int port) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(port)));
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }
}

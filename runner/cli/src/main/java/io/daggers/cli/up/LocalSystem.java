package io.daggers.cli.up;

import io.daggers.agent.AgentConfig;
import io.daggers.agent.SyncAgent;
import io.daggers.agent.health.Status;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.embedded.EmbeddedPlatform;
import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.remote.Access;
import io.daggers.cli.RunningSystem;
import io.daggers.job.secret.SecretReferences;
import io.daggers.local.InfluxChoice;
import io.daggers.local.InfluxProgram;
import io.daggers.local.InfluxServer;
import io.daggers.local.KafkaBroker;
import io.daggers.local.LocalServiceException;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker for every Kafka cluster, InfluxDB, traffic and the agent, in one run directory. */
final class LocalSystem implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalSystem.class);

  private static final int PARTITIONS = 2;
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
  private static final int ANY_PORT = 0;
  private static final String DEAD_LETTERS = "dagger-dead-letters";

  private final Path directory;
  private final LocalStreams streams;
  private final Consumer<String> progress;
  private final ExecutorService starters = Executors.newCachedThreadPool(LocalSystem::daemon);

  /** What must be closed, the last started first. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private final Map<String, KafkaBroker> brokers = new TreeMap<>();
  private InfluxServer influx;
  private SyncAgent agent;
  private EmbeddedPlatform platform;
  private boolean closed;

  /**
   * @param directory exists, and is removed by the caller after {@link #close}
   * @param progress is told in a few words what happens next
   */
  LocalSystem(Path directory, LocalStreams streams, Consumer<String> progress) {
    this.directory = directory;
    this.streams = streams;
    this.progress = progress;
  }

  /** Returns when everything runs and the past of every stream is written. */
  void start(Path repository)
      throws IOException,
          InterruptedException,
          LocalServiceException,
          PlatformException,
          RepositoryException {
    InfluxProgram program = InfluxChoice.ofThisMachine();
    progress.accept(
        "starting Kafka (%s) and InfluxDB (%s)"
            .formatted(String.join(", ", streams.clusters()), program.description()));
    startServices(program);
    Environment environment = environment();
    new RunningSystem(directory).announce(environment);
    Traffic traffic = keep(new Traffic(streams, bootstrapServers(), progress));
    traffic.start();
    progress.accept("starting Flink and the agent");
    platform = keep(EmbeddedPlatform.start(environment, SecretReferences.WITHOUT_FILES::late));
    agent =
        keep(
            SyncAgent.start(
                new AgentConfig(
                    environment,
                    repository.toString(),
                    Access.FREE,
                    SignaturePolicy.OFF,
                    GitRepository.HEAD,
                    Files.createDirectory(directory.resolve("agent")),
                    AgentConfig.DEFAULT_POLL,
                    ANY_PORT),
                platform));
    new RunningSystem(directory).announce(agent.address());
    traffic.awaitPast();
  }

  Status status() {
    return agent.status();
  }

  URI agent() {
    return agent.address();
  }

  InfluxServer influx() {
    return influx;
  }

  Map<String, String> bootstrapServers() {
    Map<String, String> servers = new TreeMap<>();
    brokers.forEach((name, broker) -> servers.put(name, broker.bootstrapServers()));
    return servers;
  }

  /** Ends everything, also what has only half started. Does nothing the second time. */
  @Override
  public void close() {
    synchronized (started) {
      if (closed) {
        return;
      }
      closed = true;
      starters.shutdownNow();
      while (!started.isEmpty()) {
        AutoCloseable part = started.pop();
        try {
          part.close();
        } catch (Exception e) {
          LOG.warn("{} did not end in order", part, e);
        }
      }
    }
  }

  private void startServices(InfluxProgram program)
      throws InterruptedException, LocalServiceException {
    Map<String, Future<KafkaBroker>> starting = new TreeMap<>();
    for (String cluster : streams.clusters()) {
      starting.put(
          cluster,
          starters.submit(
              () -> {
                Path folder = Files.createDirectory(directory.resolve("kafka-" + cluster));
                KafkaBroker broker = keep(KafkaBroker.start(folder));
                broker.createTopicsOf(cluster, streams.all(), PARTITIONS);
                if (cluster.equals(streams.clusters().first())) {
                  broker.createTopic(DEAD_LETTERS, 1);
                }
                return broker;
              }));
    }
    Future<InfluxServer> startingInflux =
        starters.submit(
            () ->
                keep(
                    InfluxServer.start(
                        program, Files.createDirectory(directory.resolve("influx")))));
    for (Map.Entry<String, Future<KafkaBroker>> each : starting.entrySet()) {
      brokers.put(each.getKey(), get(each.getValue()));
    }
    influx = get(startingInflux);
  }

  private static <T> T get(Future<T> future) throws InterruptedException, LocalServiceException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LocalServiceException reason) {
        throw reason;
      }
      if (e.getCause() instanceof IOException reason) {
        throw new LocalServiceException("a service cannot be started: " + reason.getMessage(), e);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Environment environment() {
    Map<String, Environment.KafkaCluster> clusters = new TreeMap<>();
    bootstrapServers()
        .forEach((name, servers) -> clusters.put(name, new Environment.KafkaCluster(servers)));
    return new Environment(
        "local",
        Environment.Platform.EMBEDDED,
        clusters,
        Map.of("default", new Environment.InfluxServer(influx.url(), null, null, "autogen", true)),
        CHECKPOINT_INTERVAL,
        Environment.StateBackend.HASHMAP,
        directory.resolve("checkpoints").toUri().toString(),
        directory.resolve("savepoints").toUri().toString(),
        Environment.DEFAULT_TRANSACTION_TIMEOUT,
        new Environment.DeadLetters(
            new Topic(streams.clusters().first(), DEAD_LETTERS),
            Environment.DeadLetters.DEFAULT_MOST_PER_MINUTE,
            Environment.DeadLetters.DEFAULT_MOST_PERCENT));
  }

  /** Remembers a part to close; one that arrives too late is closed at once. */
  private <T extends AutoCloseable> T keep(T part) {
    synchronized (started) {
      if (!closed) {
        started.push(part);
        return part;
      }
    }
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("{} did not end in order", part, e);
    }
    throw new CancellationException("the system is being stopped");
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "starter");
    thread.setDaemon(true);
    return thread;
  }
}

package io.daggers.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A real HDFS and YARN on one machine: four daemons in JVMs of their own, on free loopback ports,
 * without security. Applications outlive their ResourceManager and NodeManager.
 */
public final class YarnCluster implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
  private static final String NODES = "/ws/v1/cluster/metrics";
  private static final String STORES = "/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(REQUEST_LIMIT).build();

  /** The daemons, in the order in which they end. */
  public enum Daemon {
    NODE_MANAGER("org.apache.hadoop.yarn.server.nodemanager.NodeManager"),
    RESOURCE_MANAGER("org.apache.hadoop.yarn.server.resourcemanager.ResourceManager"),
    DATA_NODE("org.apache.hadoop.hdfs.server.datanode.DataNode"),
    NAME_NODE("org.apache.hadoop.hdfs.server.namenode.NameNode");

    private final String main;

    Daemon(String main) {
      this.main = main;
    }
  }

  private final Path directory;
  private final HadoopSettings settings;
  private final Containers containers;
  private final Map<Daemon, ChildProcess> daemons = new EnumMap<>(Daemon.class);

  private YarnCluster(Path directory, HadoopSettings settings) {
    this.directory = directory;
    this.settings = settings;
    this.containers = new Containers(directory.resolve(HadoopSettings.CONTAINERS));
  }

  /**
   * Starts the daemons, which store below the directory, and returns when they know each other.
   *
   * @param queues of YARN, which share it equally
   * @param memoryMegabytes for all containers together
   * @throws LocalServiceException if the project is not built or one of them does not start
   */
  public static YarnCluster start(Path directory, List<String> queues, int memoryMegabytes)
      throws LocalServiceException, InterruptedException {
    List<Integer> ports = LoopbackPorts.free(HadoopSettings.PORTS);
    YarnCluster cluster =
        new YarnCluster(directory, new HadoopSettings(directory, ports, queues, memoryMegabytes));
    HadoopFiles.write(cluster.configuration(), cluster.settings);
    try {
      cluster.format();
      cluster.startAll();
      return cluster;
    } catch (LocalServiceException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  /** The folder for {@code HADOOP_CONF_DIR}. */
  public Path configuration() {
    return directory.resolve("conf");
  }

  /** {@code hdfs://127.0.0.1:port}. */
  public String fileSystem() {
    return settings.fileSystem();
  }

  /** Where the ResourceManager has its pages and its REST interface. */
  public URI resourceManager() {
    return URI.create(settings.resourceManagerPage());
  }

  /** Ends a daemon as a crash would. */
  public void kill(Daemon daemon) {
    daemons.get(daemon).kill();
  }

  /**
   * Starts a daemon again, on its old ports and with what it had stored; returns when it answers.
   */
  public void restart(Daemon daemon) throws LocalServiceException, InterruptedException {
    daemons.get(daemon).restart();
  }

  /**
   * The processes of an application's containers, the ApplicationMaster's first.
   *
   * @param application its id
   */
  public List<ProcessHandle> containers(String application) throws IOException {
    return containers.of(application);
  }

  /** Ends a container's process, with all that it has started, as a crash would. */
  public static void kill(ProcessHandle container) {
    Containers.kill(container);
  }

  @Override
  public void close() {
    daemons.values().forEach(ChildProcess::close);
    try {
      containers.kill();
    } catch (IOException e) {
      throw new UncheckedIOException("containers may still run", e);
    }
  }

  private void format() throws LocalServiceException, InterruptedException {
    Path log = directory.resolve("format.log");
    try {
      Process format =
          new ProcessBuilder(
                  HadoopCommand.of(
                      configuration(), Daemon.NAME_NODE.main, "-format", "-nonInteractive"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (format.waitFor() != 0) {
        throw new LocalServiceException("HDFS cannot be made; see " + log);
      }
    } catch (IOException e) {
      throw new LocalServiceException("HDFS cannot be made: " + e.getMessage(), e);
    }
  }

  private void startAll() throws LocalServiceException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(Daemon.values().length);
    Map<Daemon, Future<ChildProcess>> starts = new EnumMap<>(Daemon.class);
    for (Daemon daemon : Daemon.values()) {
      starts.put(daemon, threads.submit(() -> start(daemon)));
    }
    threads.shutdown();
    LocalServiceException failure = null;
    for (Map.Entry<Daemon, Future<ChildProcess>> start : starts.entrySet()) {
      try {
        daemons.put(start.getKey(), start.getValue().get());
      } catch (ExecutionException e) {
        failure = new LocalServiceException(String.valueOf(e.getCause().getMessage()), e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private ChildProcess start(Daemon daemon) throws LocalServiceException, InterruptedException {
    return ChildProcess.start(
        new ServiceCommand(
            daemon.name(),
            HadoopCommand.of(configuration(), daemon.main),
            directory.resolve(daemon.name().toLowerCase(java.util.Locale.ROOT) + ".log"),
            probe(daemon),
            START_LIMIT));
  }

  private ServiceCommand.Probe probe(Daemon daemon) {
    return switch (daemon) {
      case NAME_NODE -> () -> says(settings.nameNodePage() + STORES, "\"NumLiveDataNodes\"");
      case DATA_NODE -> () -> says(settings.nameNodePage() + STORES, "\"NumLiveDataNodes\" : 1");
      case RESOURCE_MANAGER -> () -> says(settings.resourceManagerPage() + NODES, "activeNodes");
      case NODE_MANAGER -> () -> says(settings.resourceManagerPage() + NODES, "\"activeNodes\":1");
    };
  }

  private static boolean says(String address, String text)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Accept", "application/json")
            .timeout(REQUEST_LIMIT)
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body().contains(text);
  }
}

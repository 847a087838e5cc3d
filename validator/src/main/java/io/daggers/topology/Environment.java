package io.daggers.topology;

import io.daggers.definition.DaggerName;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One set of endpoints.
 *
 * @param kafkaClusters by name
 * @param influxServers by name; {@code default} is used where a sink names none
 * @param checkpointInterval how often a job's state is made durable
 * @param stateBackend where a running job keeps its state
 * @param checkpoints where checkpoints are kept, as a URI
 * @param savepoints where savepoints are kept, as a URI
 * @param transactionTimeout how long results for Kafka may wait to be committed; Kafka drops what
 *     waits longer
 * @param deadLetters what becomes of records and rows that cannot be read or written
 * @param yarn null on other platforms
 * @param commitStatuses where commits are told how they fare; null: nowhere
 */
public record Environment(
    String name,
    Platform platform,
    Map<String, KafkaCluster> kafkaClusters,
    Map<String, InfluxServer> influxServers,
    Duration checkpointInterval,
    StateBackend stateBackend,
    String checkpoints,
    String savepoints,
    Duration transactionTimeout,
    DeadLetters deadLetters,
    @Nullable Yarn yarn,
    @Nullable CommitStatuses commitStatuses) {

  /** Below the broker's default greatest, 15 minutes. */
  public static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

  public Environment {
    kafkaClusters = Map.copyOf(kafkaClusters);
    influxServers = Map.copyOf(influxServers);
  }

  /** One that is not on YARN, and tells commits nothing. */
  public Environment(
      String name,
      Platform platform,
      Map<String, KafkaCluster> kafkaClusters,
      Map<String, InfluxServer> influxServers,
      Duration checkpointInterval,
      StateBackend stateBackend,
      String checkpoints,
      String savepoints,
      Duration transactionTimeout,
      DeadLetters deadLetters) {
    this(
        name,
        platform,
        kafkaClusters,
        influxServers,
        checkpointInterval,
        stateBackend,
        checkpoints,
        savepoints,
        transactionTimeout,
        deadLetters,
        null,
        null);
  }

  /** One that keeps state on the heap and no dead letters. */
  public Environment(
      String name,
      Platform platform,
      Map<String, KafkaCluster> kafkaClusters,
      Map<String, InfluxServer> influxServers,
      Duration checkpointInterval,
      String checkpoints,
      String savepoints) {
    this(
        name,
        platform,
        kafkaClusters,
        influxServers,
        checkpointInterval,
        StateBackend.HASHMAP,
        checkpoints,
        savepoints,
        DEFAULT_TRANSACTION_TIMEOUT,
        DeadLetters.NOT_KEPT);
  }

  /** Where jobs run: in the agent's own process, or as applications on YARN. */
  public enum Platform {
    EMBEDDED,
    YARN
  }

  /**
   * What applications need.
   *
   * @param folder on the cluster's file system, as a URI: jars, bundles and the agent's journal
   * @param queues by team
   * @param secretsFolder of each node, that {@code secret://file/NAME} is below; null where there
   *     are none
   * @param canary the dagger that takes a new version of the runner before all others; null: the
   *     first by name
   * @param zooKeeper lets jobs come back without the agent; null: it brings them back
   */
  public record Yarn(
      String folder,
      Map<String, String> queues,
      @Nullable String secretsFolder,
      @Nullable DaggerName canary,
      @Nullable ZooKeeper zooKeeper) {

    public Yarn {
      queues = Map.copyOf(queues);
    }

    /** One without ZooKeeper. */
    public Yarn(
        String folder,
        Map<String, String> queues,
        @Nullable String secretsFolder,
        @Nullable DaggerName canary) {
      this(folder, queues, secretsFolder, canary, null);
    }

    /** The queue of a team's jobs: that of its own name unless another is given. */
    public String queue(String team) {
      return queues.getOrDefault(team, team);
    }
  }

  /**
   * Where jobs agree who leads, and find what they had.
   *
   * @param servers host:port, comma-separated
   * @param sessionTimeout after which silence a JobManager counts as gone
   */
  public record ZooKeeper(String servers, Duration sessionTimeout) {

    public static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(10);
  }

  /** The dagger that takes a new version of the runner first; null where none is named. */
  public @Nullable DaggerName canary() {
    return yarn == null ? null : yarn.canary();
  }

  /** On the heap; or in RocksDB, on local disk, for state that is larger than memory. */
  public enum StateBackend {
    HASHMAP,
    ROCKSDB
  }

  /**
   * @param bootstrapServers host:port, comma-separated
   * @param tls how connections are encrypted; null where they are not
   * @param login as whom clients come; null where nobody asks
   */
  public record KafkaCluster(String bootstrapServers, @Nullable Tls tls, @Nullable Login login) {

    /** One that anybody may read and write. */
    public KafkaCluster(String bootstrapServers) {
      this(bootstrapServers, null, null);
    }
  }

  /**
   * Each is a reference such as {@code secret://file/NAME} to text in PEM.
   *
   * @param authorities who may vouch for brokers; null for those that the JVM knows
   * @param certificate and key: who the client is; null where brokers do not ask
   * @param key in PKCS#8, not encrypted
   */
  public record Tls(
      @Nullable String authorities, @Nullable String certificate, @Nullable String key) {}

  /**
   * @param password a reference such as {@code secret://env/NAME}, never the secret itself
   */
  public record Login(Mechanism mechanism, String username, String password) {}

  /** How a password is proven, in Kafka's (SASL's) words. */
  public enum Mechanism {
    PLAIN,
    SCRAM_SHA_256,
    SCRAM_SHA_512
  }

  /**
   * @param url such as {@code http://127.0.0.1:8086}
   * @param username null where the server asks for none
   * @param password a reference such as {@code secret://env/NAME}, never the secret itself
   * @param retentionPolicy null means the database's default
   * @param createDatabases whether missing databases are made; for servers that are there to play
   *     with
   */
  public record InfluxServer(
      String url,
      @Nullable String username,
      @Nullable String password,
      @Nullable String retentionPolicy,
      boolean createDatabases) {}

  /**
   * A job fails where in one minute it has more dead letters than both limits allow. Both are of
   * each of its subtasks, and of each place where dead letters come from.
   *
   * @param topic where they are kept; null means that they are only counted
   * @param mostPerMinute at least 1
   * @param mostPercent of the records of that minute; 100 means that the share does not matter
   */
  public record DeadLetters(@Nullable Topic topic, int mostPerMinute, int mostPercent) {

    public static final int DEFAULT_MOST_PER_MINUTE = 1_000;
    public static final int DEFAULT_MOST_PERCENT = 10;
    public static final DeadLetters NOT_KEPT =
        new DeadLetters(null, DEFAULT_MOST_PER_MINUTE, DEFAULT_MOST_PERCENT);
  }
}

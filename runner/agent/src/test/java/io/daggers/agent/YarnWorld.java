package io.daggers.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.yarn.HadoopFolder;
import io.daggers.agent.platform.yarn.YarnPlatform;
import io.daggers.agent.repository.Commits;
import io.daggers.local.YarnCluster;
import io.daggers.topology.Environment;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;

/** A YARN, a git repository with one dagger, and agents that come and go. */
final class YarnWorld implements AutoCloseable {

  /** Containers of a busy machine take their time. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  /** The reference to a password. */
  static final String WORD = "secret://file/word";

  private static final String SERVICE = "faults";
  private static final String TEAM = Services.DAGGER.split("/")[0];

  final Services services;
  final YarnCluster yarn;
  final Path repository;
  private final Path directory;
  private final Path environmentFile;
  private final YarnPlatform platform;
  private int agents;

  private YarnWorld(Path directory, Services services, YarnCluster yarn, String environment)
      throws Exception {
    this.directory = directory;
    this.services = services;
    this.yarn = yarn;
    this.repository = directory.resolve("origin");
    this.environmentFile = Files.writeString(directory.resolve("test.yaml"), environment);
    this.platform =
        YarnPlatform.connect(
            AgentProcess.environment(environmentFile),
            HadoopFolder.of(yarn.configuration()),
            AgentProcess.jars(),
            directory);
    Commits.init(repository);
    for (Map.Entry<String, byte[]> schema : Services.schemas().entrySet()) {
      Commits.write(repository, schema.getKey(), new String(schema.getValue(), UTF_8));
    }
    Commits.commit(repository, "schemas");
  }

  static YarnWorld start(Path directory, int memoryMegabytes) throws Exception {
    Services services = Services.start(directory);
    YarnCluster yarn = yarn(directory, memoryMegabytes);
    String kafka = services.environment().kafkaClusters().get("mainstream").bootstrapServers();
    return new YarnWorld(
        directory,
        services,
        yarn,
        environmentText(services, yarn, "", "bootstrap_servers: \"%s\"".formatted(kafka), ""));
  }

  /**
   * One whose jobs come back by themselves, log in to Kafka, and give InfluxDB a password.
   *
   * @param zooKeeper host:port
   * @param secrets a folder with a file {@code word}
   */
  static YarnWorld start(Path directory, int memoryMegabytes, String zooKeeper, Path secrets)
      throws Exception {
    Services services = Services.startGuarded(directory, Files.readString(secrets.resolve("word")));
    YarnCluster yarn = yarn(directory, memoryMegabytes);
    String recovery =
        ", zookeeper: {servers: \"%s\", session_timeout: 6s}, secrets_dir: %s"
            .formatted(zooKeeper, secrets);
    String kafka =
        "bootstrap_servers: \"%s\", sasl: {mechanism: plain, username: dagger, password: %s}"
            .formatted(services.guardedKafka(), WORD);
    String login = ", username: daggers, password: " + WORD;
    return new YarnWorld(
        directory, services, yarn, environmentText(services, yarn, recovery, kafka, login));
  }

  private static YarnCluster yarn(Path directory, int memoryMegabytes) throws Exception {
    return YarnCluster.start(directory.resolve("yarn"), List.of(TEAM, "other"), memoryMegabytes);
  }

  AgentProcess agent(String failpoint) throws Exception {
    return agent(failpoint, System.getProperty("java.class.path"));
  }

  /** Told apart by one jar more. */
  AgentProcess agentOfAnotherVersion() throws Exception {
    Path jar = directory.resolve("another-version.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("version"));
    }
    String classPath = System.getProperty("java.class.path");
    return agent(Failpoint.NONE, classPath + File.pathSeparator + jar);
  }

  /** As people start it. */
  AgentProcess agentCommand() throws Exception {
    Path root = directory.resolve("root");
    Path environments = Files.createDirectories(root.resolve("infra/environments"));
    Files.copy(environmentFile, environments.resolve("test.yaml"));
    String streams = "schemas/streams.yaml"; // what makes a folder the root of a repository
    Files.createDirectories(root.resolve(streams).getParent());
    Files.write(root.resolve(streams), Services.schemas().get(streams));
    return AgentProcess.command(root, yarn.configuration(), repository, directory.resolve("agent"));
  }

  private AgentProcess agent(String failpoint, String classPath) throws Exception {
    agents++;
    return AgentProcess.start(
        environmentFile,
        yarn.configuration(),
        repository,
        directory.resolve("agent-" + agents),
        failpoint,
        classPath);
  }

  /** A definition whose output is told apart by a number, and whose state means the same. */
  String commit(int edition) throws Exception {
    return commit(Services.yaml("requests, edition"), sql(edition));
  }

  static String sql(int edition) {
    return Services.sql(
        "COUNT(*) AS requests, COUNT(*) * 0 + %d AS edition".formatted(edition), "http_status > 0");
  }

  /** The same, which wants so much memory for each TaskManager. */
  String commitWithMemory(int edition, int megabytes) throws Exception {
    return commit(
        Services.yaml("requests, edition") + "resources: {taskmanager: %dm}\n".formatted(megabytes),
        sql(edition));
  }

  String commit(String yaml, String sql) throws Exception {
    return commit(Services.DAGGER, yaml, sql);
  }

  String commit(String dagger, String yaml, String sql) throws Exception {
    Commits.write(repository, "daggers/" + dagger + "/dagger.yaml", yaml);
    Commits.write(repository, "daggers/" + dagger + "/query.sql", sql);
    return Commits.commit(repository, "edit");
  }

  /** Whatever changed in the working tree, and be it nothing. */
  void commitNothing() throws Exception {
    Commits.commit(repository, "no dagger");
  }

  /** The same as that of agents, under another name. */
  Environment environment(String name) throws Exception {
    return AgentProcess.environment(environmentFile, name);
  }

  DaggerStatus awaitInSync(AgentProcess agent) throws Exception {
    return await(agent, "runs as committed", YarnWorld::isInSync);
  }

  /** Nothing is done about it any more. */
  static boolean isInSync(DaggerStatus dagger) {
    return dagger.state().equals("running") && dagger.inSync() && dagger.change().equals("keep");
  }

  /** Until a condition holds of the dagger as the agent sees it. */
  DaggerStatus await(AgentProcess agent, String what, Predicate<DaggerStatus> condition)
      throws Exception {
    Waiting.until(
        LIMIT,
        () -> dagger(agent).filter(condition).isPresent(),
        () -> "not seen that it " + what + ": " + agent.client().status());
    return dagger(agent).orElseThrow();
  }

  /** Until the job that runs now has read so many records itself. */
  void awaitRead(AgentProcess agent, long records) throws Exception {
    await(
        agent,
        "read " + records,
        d -> Objects.requireNonNullElse(d.metrics().recordsIn(), 0L) >= records);
  }

  Optional<DaggerStatus> dagger(AgentProcess agent) throws Exception {
    return agent.client().status().dagger(Services.DAGGER);
  }

  /** As YARN itself says, whatever agents think. */
  List<ObservedJob> live() throws Exception {
    return platform.observe().stream().filter(job -> job.state().isLive()).toList();
  }

  /** The one that is live, by YARN's word. */
  ObservedJob only() throws Exception {
    List<ObservedJob> live = live();
    assertThat(live).hasSize(1);
    return live.get(0);
  }

  /** Records that all came at the same time. */
  void send(Instant time, int records) throws Exception {
    services.send(SERVICE, time, records);
  }

  /** The row of a window, once it is written. */
  Optional<Long> count(Instant window) throws Exception {
    return services.count(SERVICE, window);
  }

  /** As the row says that is written first. */
  void thenTheCountIs(AgentProcess agent, Instant window, long count) throws Exception {
    Waiting.until(
        LIMIT, () -> count(window).isPresent(), () -> "no row: " + agent.client().status());
    assertThat(count(window)).contains(count);
  }

  List<ProcessHandle> containers(ObservedJob job) throws Exception {
    return yarn.containers(platform.applicationOf(job.id()));
  }

  /** Past every agent, as {@code yarn application -kill} does. */
  void kill(ObservedJob job) throws Exception {
    try (YarnClient client = YarnClient.createYarnClient()) {
      client.init(HadoopFolder.of(yarn.configuration()).settings());
      client.start();
      client.killApplication(ApplicationId.fromString(platform.applicationOf(job.id())));
    }
  }

  /** Which attempt YARN makes at an application, by its own word. */
  int attempt(ObservedJob job) throws Exception {
    URI page =
        yarn.resourceManager()
            .resolve(
                "/ws/v1/cluster/apps/%s/appattempts".formatted(platform.applicationOf(job.id())));
    HttpRequest request = HttpRequest.newBuilder(page).header("Accept", "application/json").build();
    JsonNode attempts =
        new ObjectMapper()
            .readTree(
                HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body())
            .findPath("appAttempt");
    return attempts.size();
  }

  /** The applications of which there is what another attempt would need. */
  List<String> recoveryFolders() throws Exception {
    org.apache.hadoop.fs.Path all =
        new org.apache.hadoop.fs.Path(yarn.fileSystem() + "/daggers/recovery");
    try (FileSystem files = files()) {
      return Stream.of(files.listStatus(all)).map(each -> each.getPath().getName()).toList();
    }
  }

  /** Of HDFS, of containers and of their logs. */
  List<Path> filesWith(String text) throws Exception {
    return YarnFiles.with(directory.resolve("yarn"), text);
  }

  /** Whether nothing can be written where savepoints go. */
  void closeSavepoints(boolean closed) throws Exception {
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path(yarn.fileSystem() + "/savepoints");
    try (FileSystem files = files()) {
      files.mkdirs(folder);
      files.setQuota(folder, closed ? 1 : HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_DONT_SET);
    }
  }

  String journal() throws Exception {
    try (FileSystem files = files();
        var in = files.open(journalPath())) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** What the journal says was done about daggers. */
  List<String> steps() throws Exception {
    return journal().lines().filter(line -> line.contains("\"dagger\"")).toList();
  }

  void loseJournal() throws Exception {
    try (FileSystem files = files()) {
      files.delete(journalPath().getParent(), true);
    }
  }

  @Override
  public void close() throws Exception {
    for (ObservedJob job : live()) {
      platform.stop(job.id());
    }
    platform.close();
    yarn.close();
    services.close();
  }

  private FileSystem files() throws Exception {
    return FileSystem.newInstance(journalPath().toUri(), new Configuration());
  }

  private org.apache.hadoop.fs.Path journalPath() {
    return new org.apache.hadoop.fs.Path(yarn.fileSystem() + "/daggers/agent/test/journal.jsonl");
  }

  private static String environmentText(
      Services services, YarnCluster yarn, String recovery, String kafka, String login) {
    Environment local = services.environment();
    return """
        platform: yarn
        yarn: {folder: "%1$s/daggers"%4$s}
        kafka: {mainstream: {%2$s}}
        influx: {default: {url: "%3$s", create_databases: true%5$s}}
        checkpoint_interval: 1s
        checkpoints: %1$s/checkpoints
        savepoints: %1$s/savepoints
        """
        .formatted(
            yarn.fileSystem(), kafka, local.influxServers().get("default").url(), recovery, login);
  }
}

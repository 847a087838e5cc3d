package io.daggers.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.agent.health.StatusClient;
import io.daggers.agent.journal.AgentStorage;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.yarn.ClusterStorage;
import io.daggers.agent.platform.yarn.HadoopFolder;
import io.daggers.agent.platform.yarn.YarnPlatform;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.remote.Access;
import io.daggers.definition.YamlReader;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Environment;
import io.daggers.topology.EnvironmentReader;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An agent on YARN in a process of its own, which can be killed. */
final class AgentProcess implements AutoCloseable {

  private static final String SMALL = "-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";
  private static final Pattern LEADS = Pattern.compile("agent (?:of \\S+ )?at (\\S+)");

  private final Path folder;
  private final Process process;
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private final CompletableFuture<String> killedAt = new CompletableFuture<>();

  private AgentProcess(Process process, Path folder) {
    this.folder = folder;
    this.process = process;
    Thread reader = new Thread(this::read, "agent output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param environment a file
   * @param hadoop a folder of settings
   * @param folder of this agent alone
   * @param failpoint see {@link Failpoint}
   * @param classPath what it consists of, and its jobs
   */
  static AgentProcess start(
      Path environment,
      Path hadoop,
      Path repository,
      Path folder,
      String failpoint,
      String classPath)
      throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-Ddaggers.root=" + System.getProperty("daggers.root"),
            "-Djava.net.preferIPv4Stack=true",
            "-Duser.timezone=UTC",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath));
    command.add(AgentProcess.class.getName());
    command.addAll(
        List.of(
            environment.toString(),
            hadoop.toString(),
            repository.toString(),
            folder.toString(),
            failpoint));
    return new AgentProcess(new ProcessBuilder(command).redirectErrorStream(true).start(), folder);
  }

  /**
   * The one that people start, with the settings for little memory that docs/operate.md names.
   *
   * @param root holds the environment {@code test}
   */
  static AgentProcess command(Path root, Path hadoop, Path repository, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Path program = Path.of(System.getProperty("daggers.root"), "bin", "dagger");
    ProcessBuilder command =
        new ProcessBuilder(
            program.toString(),
            "agent",
            "--root=" + root,
            "--env=test",
            "--repo=" + repository,
            "--folder=" + folder,
            "--port=0");
    command.environment().put("HADOOP_CONF_DIR", hadoop.toString());
    command.environment().put("DAGGER_JAVA_OPTS", SMALL);
    return new AgentProcess(command.redirectErrorStream(true).start(), folder);
  }

  /** Once it leads. */
  StatusClient client() throws Exception {
    Waiting.until(
        YarnWorld.LIMIT,
        () -> address.isDone() || !isAlive(),
        () -> "the agent does not lead: " + output());
    if (!address.isDone()) {
      throw new IllegalStateException("the agent ended before it led: " + output());
    }
    return new StatusClient(address.get());
  }

  boolean leads() {
    return address.isDone();
  }

  /** Where its failpoint was; waits for it, or for the condition that says it will not come. */
  boolean isKilled() {
    return killedAt.isDone();
  }

  String killedAt() {
    return killedAt.join();
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** What Linux says of its memory, by the name of a line in {@code /proc/PID/status}. */
  long megabytes(String line) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(each -> each.startsWith(line + ":"))
        .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** It may have ended long ago, and its number be another process's by now. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("agent.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void read() {
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        BufferedWriter log = Files.newBufferedWriter(folder.resolve("agent.log"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher leads = LEADS.matcher(line);
        if (leads.matches()) {
          address.complete(URI.create(leads.group(1)));
        } else if (line.startsWith("killed ")) {
          killedAt.complete(line.substring("killed ".length()));
        }
        log.append(line).append('\n');
        log.flush();
      }
    } catch (IOException e) {
      killedAt.complete("its output ended: " + e.getMessage());
    }
  }

  public static void main(String[] args) throws Exception {
    Environment environment = environment(Path.of(args[0]));
    HadoopFolder hadoop = HadoopFolder.of(Path.of(args[1]));
    Path folder = Path.of(args[3]);
    Failpoint failpoint = new Failpoint(args[4]);
    AgentStorage storage = ClusterStorage.await(hadoop, environment, System.out::println);
    JobPlatform platform = YarnPlatform.connect(environment, hadoop, jars(), folder);
    SyncAgent agent =
        SyncAgent.start(
            new AgentConfig(
                environment,
                args[2],
                Access.FREE,
                SignaturePolicy.OFF,
                "main",
                folder,
                Duration.ofMillis(200),
                0),
            failpoint.before(
                JobPlatform.class,
                watched(platform, failpoint),
                Set.of("nextId", "start", "stopWithSavepoint", "stop", "ruleOut")),
            failpoint.before(AgentStorage.class, storage, Set.of("append")));
    System.out.println("agent at " + agent.address());
    boolean closed = agent.awaitEnd();
    System.exit(closed ? 0 : 3);
  }

  static Environment environment(Path file) throws IOException {
    return environment(file, "test");
  }

  /** The same under another name. */
  static Environment environment(Path file, String name) throws IOException {
    Findings findings = new Findings();
    return YamlReader.parse(Files.readString(file), file.toString(), findings)
        .flatMap(document -> EnvironmentReader.read(document, name, findings))
        .orElseThrow(() -> new IllegalStateException(findings.list().toString()));
  }

  /** One more step: in the middle of a start, when YARN has the application. */
  private static JobPlatform watched(JobPlatform platform, Failpoint failpoint) {
    return (JobPlatform)
        java.lang.reflect.Proxy.newProxyInstance(
            JobPlatform.class.getClassLoader(),
            new Class<?>[] {JobPlatform.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("start")) {
                passOnceSubmitted(platform, arguments[0], failpoint);
              }
              try {
                return method.invoke(platform, arguments);
              } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void passOnceSubmitted(JobPlatform platform, Object id, Failpoint failpoint) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Waiting.until(
                    YarnWorld.LIMIT,
                    () ->
                        platform.observe().stream()
                            .anyMatch(job -> job.id().equals(id) && isOnItsWay(job)),
                    () -> "not submitted");
                failpoint.pass("in the middle of start");
              } catch (Exception e) {
                System.out.println("not seen: " + e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean isOnItsWay(ObservedJob job) {
    return job.state() == JobState.STARTING;
  }

  /** This JVM's, without what only tests need. */
  static List<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .map(Path::of)
        .filter(jar -> !jar.getFileName().toString().matches("(junit|assertj|surefire).*"))
        .toList();
  }
}

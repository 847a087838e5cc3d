package io.daggers.cli;

import io.daggers.definition.YamlReader;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Environment;
import io.daggers.topology.EnvironmentReader;
import io.daggers.topology.Topic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The system that {@code dagger up} runs, as other commands find it: by the files in its run
 * directory.
 */
public record RunningSystem(Path directory) {

  private static final String AGENT = "agent.url";
  private static final String ENVIRONMENT = "environment.yaml";

  /** The one that runs for a repository. */
  static RunningSystem find(Path root) throws EnvironmentException, IOException {
    Path runs = root.resolve(".dagger");
    if (Files.isDirectory(runs)) {
      try (Stream<Path> directories = Files.list(runs)) {
        List<Path> running = directories.filter(RunningSystem::isRunning).toList();
        if (!running.isEmpty()) {
          return new RunningSystem(running.get(0));
        }
      }
    }
    throw new EnvironmentException(
        "nothing runs for this repository; start it with: bin/dagger up");
  }

  /** Where its agent answers. */
  URI agent() throws EnvironmentException, IOException {
    try {
      return URI.create(Files.readString(directory.resolve(AGENT)).strip());
    } catch (NoSuchFileException e) {
      throw new EnvironmentException("the system is still starting; try again in a moment");
    }
  }

  Environment environment() throws IOException {
    Findings findings = new Findings();
    Path file = directory.resolve(ENVIRONMENT);
    return YamlReader.parse(Files.readString(file), file.toString(), findings)
        .flatMap(node -> EnvironmentReader.read(node, "local", findings))
        .orElseThrow(() -> new IOException(file + " is not an environment: " + findings.list()));
  }

  /** Tells other commands where the environment's servers are. */
  public void announce(Environment environment) throws IOException {
    StringBuilder yaml = new StringBuilder("platform: embedded\nkafka:\n");
    environment
        .kafkaClusters()
        .forEach(
            (name, cluster) ->
                yaml.append(
                    "  %s: {bootstrap_servers: \"%s\"}%n"
                        .formatted(name, cluster.bootstrapServers())));
    yaml.append("influx:\n");
    environment
        .influxServers()
        .forEach(
            (name, server) -> yaml.append("  %s: {url: \"%s\"}%n".formatted(name, server.url())));
    yaml.append("checkpoints: \"%s\"%n".formatted(environment.checkpoints()));
    yaml.append("savepoints: \"%s\"%n".formatted(environment.savepoints()));
    Topic deadLetters = environment.deadLetters().topic();
    if (deadLetters != null) {
      yaml.append(
          "dead_letters: {cluster: \"%s\", topic: \"%s\"}%n"
              .formatted(deadLetters.cluster(), deadLetters.name()));
    }
    Files.writeString(directory.resolve(ENVIRONMENT), yaml);
  }

  /** Tells other commands where the agent answers. */
  public void announce(URI agent) throws IOException {
    Files.writeString(directory.resolve(AGENT), agent + "\n");
  }

  private static boolean isRunning(Path directory) {
    String name = directory.getFileName().toString();
    return name.matches("run-\\d{1,18}")
        && Files.exists(directory.resolve(ENVIRONMENT))
        && ProcessHandle.of(Long.parseLong(name.substring("run-".length())))
            .map(ProcessHandle::isAlive)
            .orElse(false);
  }
}

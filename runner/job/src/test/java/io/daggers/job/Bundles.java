package io.daggers.job;

import io.daggers.definition.RepositoryFiles;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.UnknownEndpointException;
import io.daggers.topology.Environment;
import io.daggers.validator.Judgement;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Bundles for tests, made the only way there is: by the validator. */
final class Bundles {

  static final Path ROOT = Path.of(System.getProperty("daggers.root"));

  private Bundles() {}

  /** The project's schemas with one dagger of the given files. */
  static JobBundle of(String dagger, String yaml, String sql, Environment environment)
      throws IOException, UnknownEndpointException {
    Map<String, byte[]> files = new TreeMap<>();
    RepositoryFiles.read(ROOT).under("schemas").forEach(files::put);
    files.put("daggers/" + dagger + "/dagger.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    files.put("daggers/" + dagger + "/query.sql", sql.getBytes(StandardCharsets.UTF_8));
    return only(RepositoryFiles.of(files), environment);
  }

  /** The only dagger of a repository, by its files. */
  static JobBundle of(Map<String, String> files, Environment environment)
      throws UnknownEndpointException {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return only(RepositoryFiles.of(bytes), environment);
  }

  /** One of the project's own daggers. */
  static JobBundle own(String dagger, Environment environment)
      throws IOException, UnknownEndpointException {
    Map<String, byte[]> files = new TreeMap<>();
    RepositoryFiles all = RepositoryFiles.read(ROOT);
    all.under("schemas").forEach(files::put);
    all.under("daggers/" + dagger).forEach(files::put);
    return only(RepositoryFiles.of(files), environment);
  }

  static Environment environment(
      Map<String, String> bootstrapServers, String influxUrl, Path directory) {
    Map<String, Environment.KafkaCluster> clusters = new TreeMap<>();
    bootstrapServers.forEach(
        (name, servers) -> clusters.put(name, new Environment.KafkaCluster(servers)));
    return new Environment(
        "local",
        Environment.Platform.EMBEDDED,
        clusters,
        Map.of("default", new Environment.InfluxServer(influxUrl, null, null, "autogen", true)),
        Duration.ofSeconds(1),
        directory.resolve("checkpoints").toUri().toString(),
        directory.resolve("savepoints").toUri().toString());
  }

  private static JobBundle only(RepositoryFiles files, Environment environment)
      throws UnknownEndpointException {
    Judgement judgement = Validator.judge(files);
    if (judgement.verdicts().get(0) instanceof Verdict.Accepted accepted) {
      return JobBundle.of(accepted.dagger(), environment);
    }
    throw new AssertionError("rejected: " + judgement);
  }
}

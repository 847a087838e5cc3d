package io.daggers.agent.platform.yarn;

import io.daggers.agent.Services;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.PlatformContract;
import io.daggers.job.bundle.JobBundle;
import io.daggers.local.YarnCluster;
import io.daggers.topology.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class YarnPlatformIT extends PlatformContract {

  @TempDir static Path directory;
  private static Services services;
  private static YarnCluster yarn;
  private static YarnPlatform platform;
  private static JobBundle bundle;
  private static JobBundle editedBundle;
  private static JobBundle bundleOfAnotherMeaning;

  @BeforeAll
  static void startServices() throws Exception {
    services = Services.start(directory);
    yarn = YarnCluster.start(directory.resolve("yarn"), List.of("platform", "rides"), 8_192);
    platform =
        YarnPlatform.connect(
            environment(), HadoopFolder.of(yarn.configuration()), jars(), directory);
    bundle = bundle("requests", "COUNT(*) AS requests", "http_status > 0");
    editedBundle =
        bundle(
            "requests, thousands",
            "COUNT(*) AS requests, COUNT(*) / 1000e0 AS thousands",
            "http_status > 0");
    bundleOfAnotherMeaning = bundle("requests", "COUNT(*) AS requests", "http_status > 499");
  }

  @AfterAll
  static void stopServices() {
    platform.close();
    yarn.close();
    services.close();
  }

  @Override
  protected JobPlatform platform() {
    return platform;
  }

  @Override
  protected JobBundle bundle() {
    return bundle;
  }

  @Override
  protected JobBundle editedBundle() {
    return editedBundle;
  }

  @Override
  protected JobBundle bundleOfAnotherMeaning() {
    return bundleOfAnotherMeaning;
  }

  private static JobBundle bundle(String fields, String columns, String condition)
      throws Exception {
    return services.bundle(Services.yaml(fields), Services.sql(columns, condition));
  }

  private static Environment environment() {
    Environment local = services.environment();
    return new Environment(
        local.name(),
        Environment.Platform.YARN,
        local.kafkaClusters(),
        local.influxServers(),
        local.checkpointInterval(),
        local.stateBackend(),
        yarn.fileSystem() + "/checkpoints",
        yarn.fileSystem() + "/savepoints",
        local.transactionTimeout(),
        local.deadLetters(),
        new Environment.Yarn(yarn.fileSystem() + "/daggers", Map.of(), null));
  }

  /** This JVM's, without what only tests need. */
  private static List<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .map(Path::of)
        .filter(jar -> !jar.getFileName().toString().matches("(junit|assertj|surefire).*"))
        .toList();
  }
}

package io.daggers.cli;

import io.daggers.agent.AgentConfig;
import io.daggers.agent.SyncAgent;
import io.daggers.agent.platform.embedded.EmbeddedPlatform;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.topology.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dagger agent}: keeps what runs the same as what is committed. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = "Keep what runs in an environment the same as what is committed on a branch.")
final class AgentCommand implements Callable<Integer> {

  @Mixin RootOption root = new RootOption();
  @Mixin SecretsOption secrets = new SecretsOption();
  @Spec @Nullable CommandSpec spec;

  @Option(names = "--env", required = true, paramLabel = "ENV", description = "The environment.")
  String environment = "";

  @Option(
      names = "--repo",
      required = true,
      paramLabel = "URL",
      description =
          "The git repository: a folder, or a URL as git knows it, https or ssh, without a password.")
  String repository = "";

  @Mixin RepositoryOptions access = new RepositoryOptions();

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description = "What is merged here runs (default: ${DEFAULT-VALUE}).")
  String branch = "main";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the agent keeps its journal (default: ${DEFAULT-VALUE}).")
  Path folder = Path.of(".dagger", "agent");

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where it answers on the loopback interface (default: ${DEFAULT-VALUE}).")
  int port = 8090;

  @Override
  public Integer call() throws Exception {
    SignaturePolicy signatures = access.signatures();
    Environment target = EnvironmentFile.read(root.files(), environment);
    if (target.platform() != Environment.Platform.EMBEDDED) {
      throw new EnvironmentException(
          "environment '%s' is on YARN, which this version cannot run; see CHANGELOG.md"
              .formatted(environment));
    }
    Files.createDirectories(folder);
    CountDownLatch ended = new CountDownLatch(1);
    EmbeddedPlatform platform = EmbeddedPlatform.start(target, secrets::resolve);
    SyncAgent agent = started(target, signatures, platform);
    spec.commandLine().getOut().println("agent of " + environment + " at " + agent.address());
    spec.commandLine().getOut().flush();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    agent.close();
                    platform.close();
                  } catch (IOException e) {
                    System.err.println("error: " + e.getMessage());
                  }
                  ended.countDown();
                }));
    ended.await();
    return ExitCode.FINE;
  }

  private SyncAgent started(
      Environment target, SignaturePolicy signatures, EmbeddedPlatform platform)
      throws IOException, RepositoryException {
    AgentConfig config =
        new AgentConfig(
            target,
            repository,
            access.access(secrets::resolve),
            signatures,
            branch,
            folder,
            AgentConfig.DEFAULT_POLL,
            port);
    try {
      return SyncAgent.start(config, platform);
    } catch (IOException | RepositoryException | RuntimeException e) {
      platform.close();
      throw e;
    }
  }
}

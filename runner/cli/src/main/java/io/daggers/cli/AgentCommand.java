package io.daggers.cli;

import io.daggers.agent.AgentConfig;
import io.daggers.agent.SyncAgent;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.topology.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
    Files.createDirectories(folder);
    PrintWriter out = spec.commandLine().getOut();
    AgentPlatform parts = AgentPlatform.open(target, folder, secrets::late, out);
    SyncAgent agent = started(target, signatures, parts);
    out.println("agent of " + environment + " at " + agent.address());
    out.flush();
    Thread end = new Thread(() -> end(agent, parts), "end");
    Runtime.getRuntime().addShutdownHook(end);
    if (agent.awaitEnd()) {
      end.join();
      return ExitCode.FINE;
    }
    throw new EnvironmentException(
        "the agent's journal is lost to it, most likely to another agent; start it again to stand by");
  }

  private SyncAgent started(Environment target, SignaturePolicy signatures, AgentPlatform parts)
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
      return SyncAgent.start(config, parts.platform(), parts.storage());
    } catch (IOException | RepositoryException | RuntimeException e) {
      parts.platform().close();
      throw e;
    }
  }

  private static void end(SyncAgent agent, AgentPlatform parts) {
    try {
      agent.close();
    } catch (IOException e) {
      System.err.println("error: " + e.getMessage());
    }
    parts.platform().close();
  }
}

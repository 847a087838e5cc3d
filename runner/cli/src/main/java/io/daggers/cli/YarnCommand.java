package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.local.LocalServiceException;
import io.daggers.local.RunDirectory;
import io.daggers.local.YarnCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dagger yarn}: HDFS and YARN on this machine, for those who want to try something. */
@Command(
    name = "yarn",
    mixinStandardHelpOptions = true,
    description = {
      "Run HDFS and YARN on this machine, with a queue for each team. Ctrl-C ends them, and",
      "removes what was stored."
    })
final class YarnCommand implements Callable<Integer> {

  @Mixin RootOption root = new RootOption();
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description = "For all containers together (default: ${DEFAULT-VALUE}).")
  int memoryMegabytes = 8_192;

  @Override
  public Integer call()
      throws IOException, EnvironmentException, LocalServiceException, InterruptedException {
    List<String> teams = teams(root.files());
    RunDirectory directory = RunDirectory.create(root.find());
    CountDownLatch ended = new CountDownLatch(1);
    try {
      YarnCluster yarn = YarnCluster.start(directory.path(), teams, memoryMegabytes);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(yarn, directory, ended), "end"));
      tell(yarn, teams);
      ended.await();
      return ExitCode.FINE;
    } catch (LocalServiceException e) {
      directory.close();
      throw e;
    }
  }

  private void tell(YarnCluster yarn, List<String> teams) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("  YARN             " + yarn.resourceManager());
    out.println("  HDFS             " + yarn.fileSystem());
    out.println("  HADOOP_CONF_DIR  " + yarn.configuration());
    out.println("  queues           " + String.join(", ", teams));
    out.println("running; Ctrl-C ends it");
    out.flush();
  }

  private static void end(YarnCluster yarn, RunDirectory directory, CountDownLatch ended) {
    yarn.close();
    try {
      directory.close();
    } catch (IOException e) {
      System.err.println("error: " + e.getMessage());
    }
    ended.countDown();
  }

  /** Those that have daggers. */
  private static List<String> teams(RepositoryFiles files) {
    List<String> teams =
        files.under("daggers").keySet().stream()
            .map(path -> path.split("/"))
            .filter(parts -> parts.length > 2)
            .map(parts -> parts[1])
            .distinct()
            .sorted()
            .toList();
    return teams.isEmpty() ? List.of("default") : teams;
  }
}

package io.daggers.cli;

import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.yarn.HadoopFolder;
import io.daggers.agent.platform.yarn.Queues;
import io.daggers.cli.capacity.Capacity;
import io.daggers.cli.capacity.CapacityJson;
import io.daggers.cli.capacity.CapacityText;
import io.daggers.cli.capacity.Demands;
import io.daggers.definition.RepositoryFiles;
import io.daggers.topology.Environment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dagger capacity}: what daggers ask for against what there is for them. */
@Command(
    name = "capacity",
    mixinStandardHelpOptions = true,
    description = {
      "Show what the daggers of an environment ask for, by team, against quotas, the slots of the",
      "embedded Flink, or YARN's queues."
    })
final class CapacityCommand implements Callable<Integer> {

  enum Form {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin RootOption root = new RootOption();
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--env",
      required = true,
      paramLabel = "ENV",
      description = "The environment, as infra/environments/ENV.yaml has it.")
  String environment = "";

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Form output = Form.TEXT;

  @Override
  public Integer call() throws Exception {
    RepositoryFiles files = root.files();
    Environment target = EnvironmentFile.read(files, environment);
    Capacity capacity = capacity(target, Demands.of(files, environment));
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> CapacityText.lines(capacity).forEach(out::println);
      case JSON -> out.println(CapacityJson.write(capacity));
    }
    out.flush();
    return capacity.fits() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private static Capacity capacity(Environment environment, Demands demands) {
    Environment.Yarn yarn = environment.yarn();
    if (yarn == null) {
      return Capacity.embedded(environment, demands);
    }
    String folder = System.getenv(AgentPlatform.HADOOP);
    try {
      if (folder == null) {
        throw new PlatformException(
            "%s is not set, which names the folder of yarn-site.xml"
                .formatted(AgentPlatform.HADOOP));
      }
      try (Queues queues = Queues.connect(HadoopFolder.of(Path.of(folder)))) {
        return Capacity.onYarn(environment, yarn, demands, queues::memory);
      }
    } catch (PlatformException e) {
      return Capacity.onYarn(
          environment,
          yarn,
          demands,
          queue -> {
            throw e;
          });
    }
  }
}

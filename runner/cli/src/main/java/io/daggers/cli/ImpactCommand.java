package io.daggers.cli;

import io.daggers.agent.AnyEnvironment;
import io.daggers.agent.MergePreview;
import io.daggers.cli.change.ChangeReport;
import io.daggers.cli.change.Effect;
import io.daggers.definition.RepositoryFiles;
import io.daggers.topology.Environment;
import io.daggers.topology.StreamsReader;
import io.daggers.validator.Judgement;
import io.daggers.validator.Planner;
import io.daggers.validator.Validator;
import io.daggers.validator.worker.WorkerPlanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dagger impact}: which daggers a change of the schemas touches or breaks. */
@Command(
    name = "impact",
    mixinStandardHelpOptions = true,
    description =
        "Say which daggers a change of the schemas touches or breaks, without network or running"
            + " services.")
final class ImpactCommand implements Callable<Integer> {

  private static final String SCHEMAS = "schemas/";

  @Mixin RootOption root = new RootOption();
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--schemas-old",
      paramLabel = "DIR",
      required = true,
      description = "A folder of .proto files, as schemas/ is; streams.yaml may be in it.")
  Path old = Path.of("");

  @Option(
      names = "--schemas-new",
      paramLabel = "DIR",
      required = true,
      description = "The folder that is to replace it.")
  Path replacement = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  ChangeOutput output = ChangeOutput.TEXT;

  @Override
  public Integer call() throws Exception {
    RepositoryFiles own = RepositoryFiles.read(root.find());
    RepositoryFiles before = with(own, old);
    RepositoryFiles after = with(own, replacement);
    Judgement was;
    Judgement now;
    try (Planner planner = WorkerPlanner.start()) {
      was = Validator.judge(before, planner);
      now = Validator.judge(after, before, planner);
    }
    Environment any = AnyEnvironment.of(was, now);
    List<Effect> effects =
        MergePreview.of(was, now, any, any, dagger -> false).stream()
            .map(Effect::ofSchemas)
            .toList();
    ChangeReport report =
        new ChangeReport("What the new schemas would do", effects, now.repository(), after::lines);
    output.write(report, spec.commandLine().getOut());
    return report.hasErrors() ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  /** The repository's daggers over other schemas; its own streams, unless the folder has some. */
  private static RepositoryFiles with(RepositoryFiles own, Path folder)
      throws EnvironmentException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new EnvironmentException("there is no folder " + folder);
    }
    Map<String, byte[]> files = new TreeMap<>(own.contents());
    files.keySet().removeIf(path -> path.startsWith(SCHEMAS) && !path.equals(StreamsReader.FILE));
    int protos = 0;
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          String name = folder.relativize(path).toString().replace('\\', '/');
          protos += name.endsWith(".proto") ? 1 : 0;
          files.put(SCHEMAS + name, Files.readAllBytes(path));
        }
      }
    }
    if (protos == 0) {
      throw new EnvironmentException(folder + " has no .proto file in it");
    }
    return RepositoryFiles.of(files);
  }
}

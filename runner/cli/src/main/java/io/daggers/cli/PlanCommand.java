package io.daggers.cli;

import io.daggers.agent.AnyEnvironment;
import io.daggers.agent.MergePreview;
import io.daggers.cli.change.ChangeReport;
import io.daggers.cli.change.Effect;
import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Environment;
import io.daggers.topology.EnvironmentReader;
import io.daggers.validator.Judgement;
import io.daggers.validator.Planner;
import io.daggers.validator.Validator;
import io.daggers.validator.worker.WorkerPlanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dagger plan}: what merging would do to running jobs and their state. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Say what merging would do to running jobs and their state, without network or running"
            + " services.")
final class PlanCommand implements Callable<Integer> {

  private static final String ENVIRONMENTS = "infra/environments/";

  @Mixin RootOption root = new RootOption();
  @Mixin BaseOption base = new BaseOption();
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "One environment (default: every one in infra/environments).")
  @Nullable String environment;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  ChangeOutput output = ChangeOutput.TEXT;

  @Override
  public Integer call() throws Exception {
    if (!base.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "name the revision that the change is made to: --base origin/main");
    }
    Path folder = root.find();
    RepositoryFiles files = RepositoryFiles.read(folder);
    RepositoryFiles before = base.files(folder, spec.commandLine().getErr());
    Judgement old;
    Judgement now;
    try (Planner planner = WorkerPlanner.start()) {
      old = Validator.judge(before, planner);
      now = Validator.judge(files, before, planner);
    }
    List<Effect> effects = new ArrayList<>();
    for (String name : names(files)) {
      boolean isAny = name.equals(AnyEnvironment.NAME);
      Environment target = isAny ? AnyEnvironment.of(old, now) : EnvironmentFile.read(files, name);
      Environment source = isAny ? target : before(before, name, target);
      MergePreview.of(old, now, source, target, dagger -> isEdited(dagger, before, files))
          .forEach(change -> effects.add(Effect.ofMerge(change, isAny ? "" : name)));
    }
    ChangeReport report =
        new ChangeReport(
            "What merging into %s would do".formatted(base.revision),
            effects,
            now.repository(),
            files::lines);
    output.write(report, spec.commandLine().getOut());
    return report.hasErrors() ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private List<String> names(RepositoryFiles files) {
    if (environment != null) {
      return List.of(environment);
    }
    List<String> names =
        files.contents().keySet().stream()
            .filter(path -> path.startsWith(ENVIRONMENTS) && path.endsWith(".yaml"))
            .map(path -> path.substring(ENVIRONMENTS.length(), path.length() - ".yaml".length()))
            .filter(name -> !name.contains("/"))
            .toList();
    return names.isEmpty() ? List.of(AnyEnvironment.NAME) : names;
  }

  /** The environment as it was; null where it is new. What cannot be read was as it is now. */
  private static @Nullable Environment before(
      RepositoryFiles files, String name, Environment otherwise) {
    return files.contents().containsKey(EnvironmentReader.file(name))
        ? EnvironmentReader.read(files, name, new Findings()).orElse(otherwise)
        : null;
  }

  private static boolean isEdited(
      DaggerName dagger, RepositoryFiles before, RepositoryFiles after) {
    SortedMap<String, byte[]> old = before.under(dagger.folder());
    SortedMap<String, byte[]> now = after.under(dagger.folder());
    return !old.keySet().equals(now.keySet())
        || now.entrySet().stream().anyMatch(file -> differs(file, old));
  }

  private static boolean differs(Map.Entry<String, byte[]> file, Map<String, byte[]> old) {
    return !Arrays.equals(file.getValue(), old.get(file.getKey()));
  }
}

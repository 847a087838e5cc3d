package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.StartPosition;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.UnknownEndpointException;
import io.daggers.job.preview.PreviewException;
import io.daggers.job.preview.QueryPreview;
import io.daggers.topology.Environment;
import io.daggers.validator.Judgement;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.ThreadPlanner;
import io.daggers.validator.Verdict;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dagger run}: the rows of one dagger, printed instead of written. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run one dagger on this machine, over the events of an environment, and print its rows.",
      "Nothing is written, and what runs elsewhere is not touched. Ctrl-C ends it."
    })
final class RunCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Rows that come one soon after another are printed together, in columns that fit all. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  @Mixin RootOption root = new RootOption();
  @Mixin SecretsOption secrets = new SecretsOption();
  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "The dagger, as a folder or as TEAM/NAME.")
  String path = "";

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "The environment to read from (default: the one that 'up' started).")
  @Nullable String environment;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = From.class,
      description = {
        "Where to begin: earliest, latest, or a time such as 2026-01-31T00:00:00Z",
        "(default: ${DEFAULT-VALUE})."
      })
  StartPosition from = new StartPosition.Earliest();

  @Option(names = "--limit", paramLabel = "N", description = "End after so many rows.")
  long limit = Long.MAX_VALUE;

  /** Reads a start position. */
  static final class From implements ITypeConverter<StartPosition> {
    @Override
    public StartPosition convert(String text) {
      try {
        return StartPosition.parse(text);
      } catch (DateTimeParseException e) {
        throw new CommandLine.TypeConversionException(
            "'%s' is not earliest, latest or a time such as 2026-01-31T00:00:00Z".formatted(text));
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    if (limit < 1) {
      throw usage("--limit must be at least 1");
    }
    RepositoryFiles files =
        DaggerSelection.of(List.of(path), root.find()).narrow(root.files(), spec.commandLine());
    Environment target =
        environment == null
            ? RunningSystem.find(root.find()).environment()
            : EnvironmentFile.read(files, environment);
    try (QueryPreview preview = QueryPreview.open()) {
      preview.start(bundle(files, target), from, secrets::late);
      print(preview, target);
    } catch (PreviewException e) {
      throw new EnvironmentException(
          "%s does not run on environment %s: %s".formatted(path, target.name(), e.getMessage()));
    }
    return ExitCode.FINE;
  }

  private void print(QueryPreview preview, Environment target)
      throws InterruptedException, PreviewException {
    RowTable table = new RowTable(preview.columns(), spec.commandLine().getOut());
    Optional<List<String>> row = preview.next(PATIENCE);
    if (row.isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf("no row of %s in %s yet; waiting for one%n", path, target.name());
      spec.commandLine().getErr().flush();
    }
    for (long printed = 0; printed < limit && table.isRead(); ) {
      if (row.isPresent()) {
        table.add(row.get());
        printed++;
        row = printed < limit ? preview.next(PAUSE) : Optional.empty();
      } else {
        table.flush();
        row = preview.next(PATIENCE);
      }
    }
    table.flush();
  }

  private JobBundle bundle(RepositoryFiles files, Environment target) throws Exception {
    try {
      return JobBundle.of(accepted(files), target);
    } catch (UnknownEndpointException e) {
      throw new EnvironmentException(e.getMessage());
    }
  }

  private ResolvedDagger accepted(RepositoryFiles files) throws Exception {
    Judgement judgement = ThreadPlanner.judge(files);
    if (judgement.verdicts().size() != 1) {
      throw usage(
          "%s holds %d daggers; name one of them".formatted(path, judgement.verdicts().size()));
    }
    if (judgement.verdicts().get(0) instanceof Verdict.Accepted accepted) {
      return accepted.dagger();
    }
    throw new FindingsException(judgement.verdicts().get(0).diagnostics(), files);
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}

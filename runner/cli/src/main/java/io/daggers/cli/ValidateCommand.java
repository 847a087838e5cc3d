package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.TextReport;
import io.daggers.validator.Judgement;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dagger validate}: all daggers, all findings. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Check daggers against the schemas, without network or running services.")
final class ValidateCommand implements Callable<Integer> {

  /** How findings are printed. */
  enum Output {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin RootOption root = new RootOption();
  @Mixin BaseOption base = new BaseOption();
  @Spec @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      description = "Daggers to report on, as folders or as TEAM or TEAM/NAME (default: all).")
  List<String> paths = List.of();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Output output = Output.TEXT;

  @Option(names = "--strict", description = "Count warnings as errors.")
  boolean strict;

  @Override
  public Integer call() throws Exception {
    RepositoryFiles files = root.files();
    Judgement all =
        base.isGiven()
            ? Validator.judge(files, base.files(root.find(), spec.commandLine().getErr()))
            : Validator.judge(files);
    Judgement judgement = DaggerSelection.of(paths, root.find()).narrow(all, spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.JSON) {
      out.println(JudgementJson.write(judgement));
    } else {
      print(judgement, files, out);
    }
    out.flush();
    boolean warned = diagnostics(judgement).findAny().isPresent();
    return judgement.hasErrors() || (strict && warned) ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private static void print(Judgement judgement, RepositoryFiles files, PrintWriter out) {
    TextReport report = new TextReport(files::lines, Terminal.isInteractive());
    diagnostics(judgement).forEach(diagnostic -> out.println(report.print(diagnostic)));
    long rejected =
        judgement.verdicts().stream().filter(Verdict.Rejected.class::isInstance).count();
    long accepted = judgement.verdicts().size() - rejected;
    long warnings = diagnostics(judgement).filter(d -> !d.isError()).count();
    out.printf(
        "%s accepted, %d rejected%s%n",
        accepted == 1 ? "1 dagger" : accepted + " daggers",
        rejected,
        warnings == 0 ? "" : warnings == 1 ? ", 1 warning" : ", " + warnings + " warnings");
  }

  private static Stream<Diagnostic> diagnostics(Judgement judgement) {
    return Stream.concat(
        judgement.repository().stream(),
        judgement.verdicts().stream().flatMap(verdict -> verdict.diagnostics().stream()));
  }

  /** Which daggers a person asked about. */
  private record DaggerSelection(List<String> prefixes) {

    static DaggerSelection of(List<String> paths, Path root) {
      return new DaggerSelection(paths.stream().map(path -> folder(path, root)).toList());
    }

    Judgement narrow(Judgement judgement, CommandLine command) {
      if (prefixes.isEmpty()) {
        return judgement;
      }
      for (String prefix : prefixes) {
        if (judgement.verdicts().stream().noneMatch(verdict -> matches(verdict, prefix))) {
          throw new CommandLine.ParameterException(command, "there is no dagger in " + prefix);
        }
      }
      return new Judgement(
          judgement.verdicts().stream()
              .filter(verdict -> prefixes.stream().anyMatch(prefix -> matches(verdict, prefix)))
              .toList(),
          judgement.repository());
    }

    private static boolean matches(Verdict verdict, String prefix) {
      return (verdict.name().folder() + "/").startsWith(prefix + "/");
    }

    private static String folder(String path, Path root) {
      Path absolute = Path.of(path).toAbsolutePath().normalize();
      String relative =
          absolute.startsWith(root)
              ? root.relativize(absolute).toString().replace('\\', '/')
              : path;
      boolean isFolder = relative.equals("daggers") || relative.startsWith("daggers/");
      return isFolder ? relative : "daggers/" + path;
    }
  }
}

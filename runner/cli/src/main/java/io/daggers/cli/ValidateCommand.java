package io.daggers.cli;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.report.Report;
import io.daggers.validator.Judgement;
import io.daggers.validator.Planner;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import io.daggers.validator.worker.WorkerPlanner;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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

  @Mixin RootOption root = new RootOption();
  @Mixin BaseOption base = new BaseOption();
  @Spec @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      description = "Daggers to report on, as folders or as TEAM or TEAM/NAME (default: all).")
  List<String> paths = List.of();

  @Option(
      names = "--output",
      paramLabel = "FORMAT[=FILE]",
      converter = ReportOutput.Reader.class,
      description = {
        "How to print, and into which file (default: text, to the terminal). May be repeated.",
        "Formats: text, json, github, sarif, gitlab, junit."
      })
  List<ReportOutput> outputs = List.of(ReportOutput.TEXT);

  @Option(names = "--strict", description = "Count warnings as errors.")
  boolean strict;

  @Override
  public Integer call() throws Exception {
    ReportOutput.refuseClashes(outputs, spec.commandLine());
    Path folder = root.find();
    RepositoryFiles files;
    Judgement judgement;
    // It gets ready while the files are read.
    try (Planner planner = WorkerPlanner.start()) {
      files = RepositoryFiles.read(folder);
      Predicate<DaggerName> asked =
          DaggerSelection.of(paths, folder).among(files, spec.commandLine());
      judgement =
          base.isGiven()
              ? narrow(judgeChange(files, folder, planner), asked)
              : Validator.judge(files, planner, asked);
    }
    Report report = report(judgement, files);
    for (ReportOutput output : outputs) {
      output.write(report, spec.commandLine().getOut());
    }
    boolean fine = report.diagnostics().stream().noneMatch(report::fails);
    return fine ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  /** What a schema breaks shows in all its readers only, so that all are judged. */
  private Judgement judgeChange(RepositoryFiles files, Path folder, Planner planner)
      throws Exception {
    RepositoryFiles before = base.files(folder, spec.commandLine().getErr());
    return Validator.judge(files, before, planner);
  }

  private static Judgement narrow(Judgement judgement, Predicate<DaggerName> asked) {
    return new Judgement(
        judgement.verdicts().stream().filter(verdict -> asked.test(verdict.name())).toList(),
        judgement.repository());
  }

  private Report report(Judgement judgement, RepositoryFiles files) {
    return new Report(
        judgement.verdicts().stream().map(ValidateCommand::subject).toList(),
        judgement.repository(),
        files::lines,
        strict,
        CiServer.filesUrl(System.getenv()));
  }

  private static Report.Subject subject(Verdict verdict) {
    return new Report.Subject(
        verdict.name().toString(), verdict instanceof Verdict.Accepted, verdict.diagnostics());
  }
}

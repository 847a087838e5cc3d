package io.daggers.cli;

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
    Judgement everything;
    // It gets ready while the files are read.
    try (Planner planner = WorkerPlanner.start()) {
      files = RepositoryFiles.read(folder);
      everything =
          base.isGiven()
              ? Validator.judge(files, base.files(folder, spec.commandLine().getErr()), planner)
              : Validator.judge(files, planner);
    }
    Judgement judgement = DaggerSelection.of(paths, folder).narrow(everything, spec.commandLine());
    Report report = report(judgement, files);
    for (ReportOutput output : outputs) {
      output.write(report, spec.commandLine().getOut());
    }
    boolean fine = report.diagnostics().stream().noneMatch(report::fails);
    return fine ? ExitCode.FINE : ExitCode.FINDINGS;
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

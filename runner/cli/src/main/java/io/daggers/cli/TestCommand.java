package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.report.Report;
import io.daggers.diagnostic.report.ReportFormat;
import io.daggers.job.testing.QueryTests;
import io.daggers.job.testing.TestResult;
import io.daggers.validator.Judgement;
import io.daggers.validator.Verdict;
import io.daggers.validator.worker.WorkerPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dagger test}: the tests of queries, on a real Flink. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Run tests/*.yaml of daggers on a Flink in this process.")
final class TestCommand implements Callable<Integer> {

  @Mixin RootOption root = new RootOption();
  @Spec @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      description = "Daggers to test, as folders or as TEAM or TEAM/NAME (default: all).")
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

  @Override
  public Integer call() throws Exception {
    ReportOutput.refuseClashes(outputs, spec.commandLine());
    RepositoryFiles files =
        DaggerSelection.of(paths, root.find()).narrow(root.files(), spec.commandLine());
    // Queries run in this process; but one that takes all memory to plan must not get that far.
    Judgement judgement = WorkerPlanner.judge(files);
    boolean text = outputs.stream().anyMatch(TestCommand::isScreen);
    TestScreen screen =
        new TestScreen(spec.commandLine().getOut(), files::lines, Terminal.isInteractive(), text);
    screen.judged(judgement);
    List<TestResult> results = run(files, judgement, screen);
    screen.summary();
    Report report = report(judgement, results, files);
    for (ReportOutput output : outputs) {
      if (!isScreen(output)) {
        output.write(report, spec.commandLine().getOut());
      }
    }
    boolean fine = report.diagnostics().stream().noneMatch(report::fails);
    return fine ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private static List<TestResult> run(RepositoryFiles files, Judgement judgement, TestScreen screen)
      throws Exception {
    List<TestResult> results = new ArrayList<>();
    if (judgement.verdicts().stream().noneMatch(verdict -> isTested(verdict, files))) {
      return results;
    }
    try (QueryTests tests = QueryTests.start(files)) {
      for (Verdict verdict : judgement.verdicts()) {
        if (verdict instanceof Verdict.Accepted accepted) {
          tests.run(
              accepted.dagger(),
              result -> {
                results.add(result);
                screen.ran(result);
              });
        }
      }
    }
    return results;
  }

  private static boolean isTested(Verdict verdict, RepositoryFiles files) {
    return verdict instanceof Verdict.Accepted
        && !files.under(verdict.name().folder() + "/tests").isEmpty();
  }

  private static boolean isScreen(ReportOutput output) {
    return output.format() == ReportFormat.TEXT && output.file() == null;
  }

  /** Each test is a subject of its own, and so is each dagger that cannot be tested. */
  private static Report report(
      Judgement judgement, List<TestResult> results, RepositoryFiles files) {
    List<Report.Subject> subjects = new ArrayList<>();
    for (Verdict verdict : judgement.verdicts()) {
      if (verdict instanceof Verdict.Rejected) {
        subjects.add(new Report.Subject(verdict.name().toString(), false, verdict.diagnostics()));
      }
    }
    for (TestResult result : results) {
      subjects.add(
          new Report.Subject(
              result.dagger() + " " + result.test().name(), result.passed(), result.failures()));
    }
    return new Report(
        subjects, judgement.repository(), files::lines, false, CiServer.filesUrl(System.getenv()));
  }
}

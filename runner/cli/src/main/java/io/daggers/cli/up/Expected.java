package io.daggers.cli.up;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.sql.table.SinkTable;
import io.daggers.validator.Judgement;
import io.daggers.validator.PlannerException;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.Verdict;
import io.daggers.validator.worker.WorkerPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A dagger that must have written something before {@code up --once} is satisfied.
 *
 * @param windowed whether its results come by windows; then two of them are waited for
 */
record Expected(DaggerName name, SinkTable sink, boolean windowed) {

  /** Every dagger of the repository that is not suspended here; rejected ones are problems. */
  static List<Expected> of(RepositoryFiles files, List<String> problems) throws PlannerException {
    Judgement judgement = WorkerPlanner.judge(files);
    judgement.repository().stream()
        .filter(Diagnostic::isError)
        .forEach(diagnostic -> problems.add(text(diagnostic)));
    List<Expected> expected = new ArrayList<>();
    for (Verdict verdict : judgement.verdicts()) {
      if (verdict instanceof Verdict.Accepted accepted) {
        ResolvedDagger dagger = accepted.dagger();
        if (!dagger.dagger().settings().forEnvironment("local").suspended()) {
          expected.add(new Expected(dagger.name(), dagger.sink(), isWindowed(dagger)));
        }
      } else {
        problems.add(
            verdict.name()
                + " is rejected: "
                + verdict.diagnostics().stream()
                    .filter(Diagnostic::isError)
                    .map(Expected::text)
                    .collect(Collectors.joining("; ")));
      }
    }
    return expected;
  }

  int windowsNeeded() {
    return windowed ? 2 : 1;
  }

  private static boolean isWindowed(ResolvedDagger dagger) {
    return dagger.plan().operators().stream()
        .anyMatch(operator -> operator.role().contains("window"));
  }

  private static String text(Diagnostic diagnostic) {
    return diagnostic.location() + ": " + diagnostic.message();
  }
}

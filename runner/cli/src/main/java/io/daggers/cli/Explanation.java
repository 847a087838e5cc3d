package io.daggers.cli;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.HistoryLine;
import io.daggers.agent.health.Status;
import io.daggers.definition.DaggerName;
import io.daggers.diagnostic.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a dagger is as it is, for people. */
final class Explanation {

  private static final int LAST_LINES = 5;

  private final List<String> lines = new ArrayList<>();

  private Explanation() {}

  /**
   * @param history its journal, oldest line first
   */
  static List<String> lines(DaggerName name, Status status, List<HistoryLine> history) {
    Explanation explanation = new Explanation();
    Optional<DaggerStatus> dagger = status.dagger(name.toString());
    explanation.lines.add(name.toString());
    dagger.ifPresentOrElse(
        explanation::add,
        () -> explanation.add("decided", "nothing: it is neither in the repository nor runs"));
    explanation.add("held back", status.freeze());
    explanation.add("agent", status.error());
    dagger.ifPresent(explanation::addFindings);
    explanation.addLast(history);
    return explanation.lines;
  }

  private void add(DaggerStatus dagger) {
    add("job", job(dagger));
    add("problem", dagger.problem());
    add("commit", commit(dagger));
    add("decided", dagger.change() + ": " + dagger.reason());
    add("next try", dagger.nextTry());
  }

  private static String job(DaggerStatus dagger) {
    if (dagger.jobId() == null) {
      return dagger.state();
    }
    DaggerStatus.Metrics metrics = dagger.metrics();
    return "%s, %s since %s%s%s"
        .formatted(
            dagger.state(),
            dagger.jobId(),
            dagger.since(),
            metrics.rowsOut() == null
                ? ""
                : ", " + StatusTable.number(metrics.rowsOut()) + " rows out",
            metrics.newestWindow() == null ? "" : ", newest window " + metrics.newestWindow());
  }

  private static String commit(DaggerStatus dagger) {
    String runs = dagger.runningRevision();
    return "%s is the newest; %s"
        .formatted(
            HistoryTable.brief(dagger.desiredRevision()),
            runs == null
                ? "of which commit the job is, is not known"
                : "the job is of " + HistoryTable.brief(runs));
  }

  private void addFindings(DaggerStatus dagger) {
    for (Finding finding : dagger.diagnostics()) {
      add(
          finding.severity(),
          "%s:%d:%d %s %s"
              .formatted(
                  finding.file(),
                  finding.line(),
                  finding.column(),
                  finding.code(),
                  finding.message()));
    }
  }

  private void addLast(List<HistoryLine> history) {
    if (!history.isEmpty()) {
      lines.add("");
      int first = Math.max(0, history.size() - LAST_LINES);
      lines.addAll(HistoryTable.lines(history.subList(first, history.size())));
    }
  }

  private void add(String what, @Nullable Object text) {
    if (text != null) {
      lines.add("  %-10s%s".formatted(what, text));
    }
  }
}

package io.daggers.cli;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.HistoryLine;
import io.daggers.agent.health.Status;
import io.daggers.definition.DaggerName;
import io.daggers.diagnostic.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    DaggerStatus.Course course = dagger.course();
    add("state", state(dagger));
    add("job", job(dagger));
    add("problem", dagger.problem());
    add("steady", dagger.jobId() == null ? null : steady(course));
    add("commit", commit(dagger));
    add("decided", dagger.change() + ": " + dagger.reason());
    add("failures", course.failures() == 0 ? null : course.failures() + " in a row");
    add("next try", dagger.nextTry());
  }

  private static String state(DaggerStatus dagger) {
    Instant since = dagger.course().stateSince();
    String drift = dagger.course().drift() ? ", not the committed definition" : "";
    return dagger.state() + (since == null ? "" : " since " + since) + drift;
  }

  private static String steady(DaggerStatus.Course course) {
    Long restarts = course.restarts();
    String broughtBack =
        restarts == null || restarts == 0 ? "" : "; brought back %d times".formatted(restarts);
    return course.steady()
        ? "yes: the agent goes back to it where the next one is not" + broughtBack
        : "not yet: that takes 5 minutes, a checkpoint, and something read or written"
            + broughtBack;
  }

  private static @Nullable String job(DaggerStatus dagger) {
    if (dagger.jobId() == null) {
      return null;
    }
    DaggerStatus.Metrics metrics = dagger.metrics();
    return "%s, started %s%s%s"
        .formatted(
            dagger.jobId(),
            dagger.since(),
            metrics.rowsOut() == null
                ? ""
                : ", " + StatusTable.number(metrics.rowsOut()) + " rows out",
            metrics.newestWindow() == null ? "" : ", newest window " + metrics.newestWindow());
  }

  private static String commit(DaggerStatus dagger) {
    String newest = HistoryTable.brief(dagger.desiredRevision()) + " is the newest";
    if (dagger.jobId() == null) {
      return newest;
    }
    String runs = dagger.runningRevision();
    Double took = dagger.course().mergeToRunningSeconds();
    return "%s; %s%s"
        .formatted(
            newest,
            runs == null
                ? "of which commit the job is, is not known"
                : "the job is of " + HistoryTable.brief(runs),
            took == null
                ? ""
                : String.format(Locale.ROOT, "; its last edit ran after %.0f s", took));
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

package io.daggers.job.testing;

import io.daggers.check.testcase.ExpectedRow;
import io.daggers.check.testcase.TestScript;
import io.daggers.definition.Located;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges what came of a test against what it expects. */
final class Comparison {

  private final TestScript script;
  private final Outcome outcome;
  private final Findings findings = new Findings();

  private Comparison(TestScript script, Outcome outcome) {
    this.script = script;
    this.outcome = outcome;
  }

  static List<Diagnostic> of(TestScript script, Outcome outcome, RowDiff diff) {
    Comparison comparison = new Comparison(script, outcome);
    if (outcome.failure() == null) {
      comparison.rows(diff);
      comparison.late();
    } else {
      comparison.failure(outcome.failure());
    }
    return comparison.findings.list();
  }

  private void failure(Outcome.Failure failure) {
    boolean atEnd = failure.location() == null;
    findings.add(
        Diagnostic.error(
            Code.DG0811,
            atEnd ? start() : failure.location(),
            "the query fails %s: %s"
                .formatted(
                    atEnd ? "at the end of the input" : "here", FailureWords.of(failure.cause())),
            "a running job would fail on such a record again and again; let the query deal with it,"
                + " with CASE, COALESCE or TRY_CAST"));
  }

  private void rows(RowDiff diff) {
    for (RowDiff.Pair pair : diff.changed()) {
      findings.add(
          Diagnostic.error(
              Code.DG0810,
              pair.expected().location(),
              "this row came out otherwise: " + differences(pair)));
    }
    for (ExpectedRow row : diff.missing()) {
      findings.add(Diagnostic.error(Code.DG0810, row.location(), "this row did not come out"));
    }
    if (!diff.unexpected().isEmpty()) {
      findings.add(
          Diagnostic.error(
              Code.DG0810,
              start(),
              diff.unexpected().stream()
                  .map(Comparison::show)
                  .collect(
                      Collectors.joining(
                          "; ",
                          diff.unexpected().size() == 1
                              ? "a row came out that is not expected: "
                              : diff.unexpected().size() + " rows came out that are not expected: ",
                          ""))));
    }
  }

  private void late() {
    Located<Integer> late = script.written().late();
    if (late == null || late.value() == outcome.late()) {
      return;
    }
    String lines =
        outcome.lateRows().stream()
            .map(location -> Integer.toString(location.line()))
            .collect(Collectors.joining(", "));
    findings.add(
        Diagnostic.error(
            Code.DG0810,
            late.location(),
            "%s dropped as late, not %d"
                .formatted(
                    outcome.late() == 1 ? "1 row was" : outcome.late() + " rows were",
                    late.value()),
            lines.isEmpty()
                ? "a row is late when the watermark has passed the end of its window"
                : "late was what is on line " + lines));
  }

  private Location start() {
    return Location.startOf(script.written().file());
  }

  private static String differences(RowDiff.Pair pair) {
    return pair.expected().cells().entrySet().stream()
        .filter(cell -> !Values.same(cell.getValue(), pair.actual().get(cell.getKey())))
        .map(
            cell ->
                "%s is %s, not %s"
                    .formatted(
                        cell.getKey(),
                        Values.show(pair.actual().get(cell.getKey())),
                        Values.show(cell.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String show(Map<String, @Nullable Object> row) {
    return row.entrySet().stream()
        .map(cell -> cell.getKey() + ": " + Values.show(cell.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}

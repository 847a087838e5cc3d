package io.daggers.diagnostic.report;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.diagnostic.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one run found.
 *
 * @param daggers those it was about, by name
 * @param repository findings that belong to no single dagger
 * @param linesOf the lines of a file by its path; an empty list where it cannot be had
 * @param strict whether a warning fails as an error does
 * @param filesUrl where people see the repository's files, ending in a slash; null if not known
 */
public record Report(
    List<Subject> daggers,
    List<Diagnostic> repository,
    Function<String, List<String>> linesOf,
    boolean strict,
    @Nullable String filesUrl) {

  public Report {
    daggers = List.copyOf(daggers);
    repository = List.copyOf(repository);
  }

  /**
   * One dagger.
   *
   * @param name {@code team/dagger}
   */
  public record Subject(String name, boolean accepted, List<Diagnostic> diagnostics) {
    public Subject {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Every finding: those of the repository first, then dagger by dagger. */
  public List<Diagnostic> diagnostics() {
    return Stream.concat(
            repository.stream(), daggers.stream().flatMap(dagger -> dagger.diagnostics().stream()))
        .distinct()
        .toList();
  }

  /** Every finding, the weightiest first: for readers that stop after some. */
  List<Diagnostic> weightiestFirst() {
    return diagnostics().stream().sorted(Comparator.comparing(this::severity)).toList();
  }

  /** How much a finding weighs in this run. */
  Severity severity(Diagnostic diagnostic) {
    boolean raised = strict && diagnostic.severity() == Severity.WARNING;
    return raised ? Severity.ERROR : diagnostic.severity();
  }

  /** Whether a finding keeps the run from being fine. */
  public boolean fails(Diagnostic diagnostic) {
    return severity(diagnostic) == Severity.ERROR;
  }

  /** The line a finding begins on; empty where it cannot be had. */
  String line(Location location) {
    List<String> lines = linesOf.apply(location.file());
    return location.line() <= lines.size() ? lines.get(location.line() - 1) : "";
  }

  /** Where people can read the page of a code. */
  Optional<String> page(Code code) {
    return Optional.ofNullable(filesUrl).map(url -> url + "docs/diagnostics/" + code + ".md");
  }

  /** {@code 2 daggers accepted, 1 rejected, 1 warning}. */
  String summary() {
    long accepted = daggers.stream().filter(Subject::accepted).count();
    long warnings = diagnostics().stream().filter(d -> d.severity() == Severity.WARNING).count();
    return "%s accepted, %d rejected%s%s"
        .formatted(
            accepted == 1 ? "1 dagger" : accepted + " daggers",
            daggers.size() - accepted,
            warnings == 0 ? "" : warnings == 1 ? ", 1 warning" : ", " + warnings + " warnings",
            warnings > 0 && strict ? " (errors with --strict)" : "");
  }
}

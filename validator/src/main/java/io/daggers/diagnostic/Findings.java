package io.daggers.diagnostic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics while something is read and judged, so that all of them are reported. */
public final class Findings {

  private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

  public void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  public void addAll(Iterable<Diagnostic> others) {
    others.forEach(this::add);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** What was found so far, in order of place. */
  public List<Diagnostic> list() {
    return diagnostics.stream().sorted(Diagnostic.BY_PLACE).toList();
  }
}

package io.daggers.diagnostic;

import java.util.ArrayList;
import java.util.List;

/** Collects diagnostics while something is read and judged, so that all of them are reported. */
public final class Findings {

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  public void add(Diagnostic diagnostic) {
    if (!diagnostics.contains(diagnostic)) {
      diagnostics.add(diagnostic);
    }
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

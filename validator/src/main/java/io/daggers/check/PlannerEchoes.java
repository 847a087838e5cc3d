package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the planner says without a place, of something that a rule has said at its place. */
public final class PlannerEchoes {

  /** By what the rules found: the planner's complaints about the same. */
  private static final Map<Code, Set<Code>> ECHOES =
      Map.of(
          Code.DG0321, Set.of(Code.DG0409),
          Code.DG0327, Set.of(Code.DG0409),
          Code.DG0324, Set.of(Code.DG0407, Code.DG0408, Code.DG0424),
          Code.DG0432, Set.of(Code.DG0407, Code.DG0422, Code.DG0424),
          Code.DG0439, Set.of(Code.DG0407, Code.DG0439));

  private PlannerEchoes() {}

  /** Adds what the planner found, but for what the rules found before it. */
  public static void addOthers(List<Diagnostic> planned, Findings findings) {
    List<Diagnostic> errors = findings.list().stream().filter(Diagnostic::isError).toList();
    planned.stream()
        .filter(
            diagnostic ->
                errors.stream()
                    .map(error -> ECHOES.getOrDefault(error.code(), Set.of()))
                    .noneMatch(echoes -> echoes.contains(diagnostic.code())))
        .forEach(findings::add);
  }
}

package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the planner says without a place, of something that a rule has said at its place. */
public final class PlannerEchoes {

  /** By what the rules found: the planner's complaints about the same. */
  private static final Map<Code, Set<Code>> ECHOES =
      Map.ofEntries(
          Map.entry(Code.DG0321, Set.of(Code.DG0409)),
          Map.entry(Code.DG0327, Set.of(Code.DG0409, Code.DG0521)),
          Map.entry(Code.DG0324, Set.of(Code.DG0407, Code.DG0408, Code.DG0424)),
          Map.entry(Code.DG0328, Set.of(Code.DG0303, Code.DG0409, Code.DG0526)),
          Map.entry(Code.DG0432, Set.of(Code.DG0407, Code.DG0422, Code.DG0424)),
          Map.entry(Code.DG0439, Set.of(Code.DG0407, Code.DG0439)),
          Map.entry(Code.DG0605, Set.of(Code.DG0606)));

  private PlannerEchoes() {}

  /** Leaves out what only follows from an error that stands, one that is not allowed. */
  public static List<Diagnostic> leftOut(List<Diagnostic> all) {
    return all.stream()
        .filter(diagnostic -> all.stream().noneMatch(other -> causes(other, diagnostic)))
        .filter(diagnostic -> !isRepeated(diagnostic, all))
        .toList();
  }

  /** Whether the rules have said the same of the same place, before the planner did. */
  private static boolean isRepeated(Diagnostic diagnostic, List<Diagnostic> all) {
    return ECHOES.getOrDefault(diagnostic.code(), Set.of()).contains(diagnostic.code())
        && all.stream()
            .filter(other -> other.code() == diagnostic.code())
            .filter(other -> other.location().equals(diagnostic.location()))
            .findFirst()
            .filter(first -> !first.equals(diagnostic))
            .isPresent();
  }

  private static boolean causes(Diagnostic error, Diagnostic echo) {
    if (!error.isError() || error.code() == echo.code()) {
      return false;
    }
    // A clause that is refused for what it keeps need not be refused for what it writes, too.
    boolean ofTheClause =
        error.code().name().startsWith("DG030")
            && echo.code() == Code.DG0409
            && echo.location().contains(error.location());
    // That the planner failed says nothing more, where something else in the query is wrong.
    boolean failed =
        echo.code() == Code.DG0001 && echo.location().file().equals(error.location().file());
    return ofTheClause
        || failed
        || ECHOES.getOrDefault(error.code(), Set.of()).contains(echo.code());
  }
}

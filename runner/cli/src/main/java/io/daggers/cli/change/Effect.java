package io.daggers.cli.change;

import io.daggers.agent.ForeseenChange;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.sql.StateChange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a change does to one dagger.
 *
 * @param environment its name; empty where it does not matter
 * @param verdict in a few words
 * @param isQuiet whether nothing happens that anybody needs to read about
 * @param differences what of the definition changed
 * @param state what becomes of the state, operator by operator; empty where there is none to tell
 */
public record Effect(
    String dagger,
    String environment,
    String verdict,
    boolean isError,
    boolean isQuiet,
    String reason,
    List<String> differences,
    List<StateChange.Part> state,
    List<Diagnostic> findings) {

  private static final Set<ForeseenChange.Kind> QUIET =
      Set.of(ForeseenChange.Kind.NO_CHANGE, ForeseenChange.Kind.METADATA_ONLY);

  public Effect {
    differences = List.copyOf(differences);
    state = List.copyOf(state);
    findings = List.copyOf(findings);
  }

  /** What merging would do in an environment. */
  public static Effect ofMerge(ForeseenChange change, String environment) {
    return of(
        change,
        environment,
        change.kind().words(),
        change.kind().isError(),
        change.kind() == ForeseenChange.Kind.NO_CHANGE);
  }

  /** What other schemas would do. */
  public static Effect ofSchemas(ForeseenChange change) {
    String verdict =
        switch (change.kind()) {
          case REJECTED -> "broken";
          case BASE_WAS_BROKEN -> "was broken with the old schemas";
          case REFUSED_UNTIL_RESET, RESET -> "needs fresh state";
          case RESTART_AT_OLDEST_OPEN_WINDOW -> "counts open windows anew";
          case NO_CHANGE, METADATA_ONLY, CREATE, DELETE -> "unaffected";
          default -> "redeploy with state";
        };
    return of(change, "", verdict, change.kind().isError(), QUIET.contains(change.kind()));
  }

  private static Effect of(
      ForeseenChange change, String environment, String verdict, boolean isError, boolean isQuiet) {
    return new Effect(
        change.dagger().toString(),
        environment,
        verdict,
        isError,
        isQuiet,
        change.reason(),
        change.differences(),
        change.state() == null ? List.of() : change.state().parts(),
        change.findings());
  }

  /** What becomes of the state, in a word or two. */
  public String stateInBrief() {
    if (state.isEmpty()) {
      return "";
    }
    if (verdict.equals(ForeseenChange.Kind.RESTART_AT_OLDEST_OPEN_WINDOW.words())) {
      return "counted anew";
    }
    long kept = state.stream().filter(part -> part.fate() == StateChange.Fate.KEPT).count();
    boolean allFits =
        state.stream()
            .allMatch(
                part ->
                    part.fate() == StateChange.Fate.KEPT || part.fate() == StateChange.Fate.NEW);
    return allFits ? "kept" : kept == 0 ? "lost" : "does not fit";
  }

  /** One line per operator. */
  public List<String> stateLines() {
    return state.stream()
        .map(
            part ->
                "%s: %s%s"
                    .formatted(
                        part.what(),
                        part.fate().words(),
                        part.why().isEmpty() ? "" : " (" + part.why() + ")"))
        .collect(Collectors.toList());
  }
}

package io.daggers.agent;

import io.daggers.definition.DaggerName;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.sql.StateChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent would do about one dagger after a merge.
 *
 * @param reason one sentence, without a final period
 * @param differences what of the definition changed, such as {@code the query}
 * @param state what becomes of the state, operator by operator; null where there is none to speak
 *     of
 * @param findings of the validator about the new definition, errors and warnings
 */
public record ForeseenChange(
    DaggerName dagger,
    Kind kind,
    String reason,
    List<String> differences,
    @Nullable StateChange state,
    List<Diagnostic> findings) {

  public ForeseenChange {
    differences = List.copyOf(differences);
    findings = List.copyOf(findings);
  }

  /** What is done. */
  public enum Kind {
    CREATE("create", false),
    NO_CHANGE("no change", false),
    METADATA_ONLY("metadata only", false),
    RESCALE("rescale", false),
    UPGRADE_WITH_STATE("upgrade with state", false),
    RESTART_AT_OLDEST_OPEN_WINDOW("restart at the oldest open window", false),
    RESET("start without state", false),
    REFUSED_UNTIL_RESET("refused until reset", true),
    SUSPEND("suspend", false),
    RESUME("resume", false),
    DELETE("delete", false),
    /** What runs is not what the base revision says, so that nothing can be compared. */
    BASE_WAS_BROKEN("base was broken", false),
    REJECTED("rejected", true);

    private final String words;
    private final boolean isError;

    Kind(String words, boolean isError) {
      this.words = words;
      this.isError = isError;
    }

    public String words() {
      return words;
    }

    /** Whether it must be mended before a merge. */
    public boolean isError() {
      return isError;
    }
  }
}

package io.daggers.agent.health;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.daggers.diagnostic.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the agent sees and does: the answer of {@code /status}, written and read as JSON.
 *
 * @param environment its name
 * @param repository its address, without a password
 * @param revision the commit that is carried out, 40 digits; null before the first was read
 * @param revisionTime when it was committed
 * @param lastSync when the repository was last read with success
 * @param lastRound when the agent last went through everything it does
 * @param error why the repository or the platform could not be read lately; null where they could
 * @param freeze why nothing that the commit takes away is stopped, and what to do; null where
 *     nothing speaks against it
 * @param held the newest commit where that is not put in force; null where it is
 * @param mergeToRunningSeconds how long it took from when a commit was found until what it changed
 *     ran, for each dagger that it changed, since the agent began
 * @param platformUi a page of the platform about its jobs; null where there is none
 * @param diagnostics about streams and schemas, which belong to no single dagger
 * @param daggers by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Status(
    String environment,
    String repository,
    String branch,
    @Nullable String revision,
    @Nullable Instant revisionTime,
    @Nullable Instant lastSync,
    @Nullable Instant lastRound,
    @Nullable String error,
    @Nullable String freeze,
    @Nullable Held held,
    Distribution mergeToRunningSeconds,
    @Nullable String platformUi,
    List<Finding> diagnostics,
    List<DaggerStatus> daggers) {

  public Status {
    diagnostics = List.copyOf(diagnostics);
    daggers = List.copyOf(daggers);
  }

  /**
   * @param revision 40 digits
   * @param why one sentence
   */
  public record Held(String revision, String why) {}

  /**
   * @param name {@code team/dagger}
   */
  public Optional<DaggerStatus> dagger(String name) {
    return daggers.stream().filter(dagger -> dagger.name().equals(name)).findFirst();
  }
}

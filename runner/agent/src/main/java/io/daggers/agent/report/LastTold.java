package io.daggers.agent.report;

import io.daggers.agent.memory.Notes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The status that a commit was told last, for the next agent: it is not told the same again. */
final class LastTold {

  private static final Logger LOG = LoggerFactory.getLogger(LastTold.class);
  private static final String NAME = "commit-status";

  private final Notes notes;
  private final String target;

  /**
   * @param target whom it is told, so that another one is told anew
   */
  LastTold(Notes notes, String target) {
    this.notes = notes;
    this.target = target;
  }

  Optional<CommitStatus> read() {
    Map<String, String> noted = notes.noted(NAME);
    return target.equals(noted.get("target"))
        ? Optional.of(
            new CommitStatus(
                noted.getOrDefault("revision", ""),
                CommitState.valueOf(noted.getOrDefault("state", CommitState.PENDING.name())),
                noted.getOrDefault("fault", ""),
                noted.getOrDefault("description", "")))
        : Optional.empty();
  }

  void write(CommitStatus status) {
    try {
      notes.note(
          NAME,
          Map.of(
              "target",
              target,
              "revision",
              status.revision(),
              "state",
              status.state().name(),
              "fault",
              status.fault(),
              "description",
              status.description()));
    } catch (IOException e) {
      // At worst a commit is told the same twice.
      LOG.warn("revision={} what it was told is not noted: {}", status.revision(), e.getMessage());
    }
  }
}

package io.daggers.agent.repository;

import io.daggers.agent.memory.Notes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The commit of a branch that was last in force, as it is kept for the next agent.
 *
 * @param repository its address, without a password
 * @param revision the commit's id, 40 hexadecimal digits
 */
record InForce(String repository, String branch, String revision) {

  private static final String NAME = "in-force";

  /**
   * What was noted; nothing where that is of another branch, as then somebody told the agent to
   * follow this one.
   *
   * @throws RepositoryException where it makes no sense
   */
  static Optional<InForce> read(Notes notes, String repository, String branch)
      throws RepositoryException {
    Map<String, String> noted = notes.noted(NAME);
    if (!repository.equals(noted.get("repository")) || !branch.equals(noted.get("branch"))) {
      return Optional.empty();
    }
    String revision = String.valueOf(noted.get("revision"));
    if (!ObjectId.isId(revision)) {
      throw new RepositoryException(
          "the journal's note '%s' names no commit: '%s'; delete that line if the branch's newest commit may be put in force"
              .formatted(NAME, revision));
    }
    return Optional.of(new InForce(repository, branch, revision));
  }

  void write(Notes notes) throws IOException {
    notes.note(NAME, Map.of("repository", repository, "branch", branch, "revision", revision));
  }
}

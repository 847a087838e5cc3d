package io.daggers.agent;

import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.Snapshot;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the newest commit to the policy on signatures. */
final class SignatureGuard {

  private static final Logger LOG = LoggerFactory.getLogger(SignatureGuard.class);

  private final GitRepository repository;
  private final SignaturePolicy policy;
  private @Nullable String warned;

  SignatureGuard(GitRepository repository, SignaturePolicy policy) {
    this.repository = repository;
    this.policy = policy;
  }

  /**
   * Why a commit is not put in force; nothing where it may be.
   *
   * @throws RepositoryException where it cannot be told now
   */
  Optional<String> objection(Snapshot newest) throws RepositoryException {
    Path allowedSigners = policy.allowedSigners();
    if (allowedSigners == null) {
      return Optional.empty();
    }
    Optional<String> complaint = repository.signatureComplaint(newest, allowedSigners);
    if (policy.strictness() == SignaturePolicy.Strictness.REQUIRE) {
      return complaint.map(
          why ->
              "branch '%s' is frozen: its newest commit %s %s"
                  .formatted(repository.branch(), newest.revision(), why));
    }
    if (complaint.isPresent() && !newest.revision().equals(warned)) {
      LOG.warn("revision={} {}", newest.revision(), complaint.get());
      warned = newest.revision();
    }
    return Optional.empty();
  }
}

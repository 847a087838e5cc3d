package io.daggers.agent.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SignatureVerifier.SignatureVerification;
import org.eclipse.jgit.lib.SignatureVerifiers;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Who signed a commit. Signatures of ssh count, others do not. */
final class CommitSignature {

  private CommitSignature() {}

  /**
   * What is wrong with a commit's signature, without a subject; nothing where it is good.
   *
   * @param allowedSigners is read anew when it changes
   */
  static Optional<String> complaint(Repository store, ObjectId id, Path allowedSigners)
      throws IOException {
    if (!Files.isReadable(allowedSigners)) {
      return Optional.of("cannot be held against " + allowedSigners + ", which cannot be read");
    }
    try (RevWalk commits = new RevWalk(store)) {
      RevCommit commit = commits.parseCommit(id);
      byte[] signature = commit.getRawGpgSignature();
      if (signature == null) {
        return Optional.of("is not signed");
      }
      if (SignatureVerifiers.getFormat(signature) != GpgConfig.GpgFormat.SSH) {
        return Optional.of("is not signed with ssh (`git config gpg.format ssh`)");
      }
      SignatureVerification found =
          SignatureVerifiers.verify(store, config(allowedSigners), commit);
      if (found == null || !found.verified()) {
        return Optional.of(
            "has no good signature of anybody in %s: %s"
                .formatted(
                    allowedSigners,
                    found == null || found.message() == null
                        ? "the signature is not of this commit"
                        : found.message()));
      }
      return Optional.empty();
    }
  }

  private static GpgConfig config(Path allowedSigners) {
    Config config = new Config();
    config.setString(
        "gpg", "ssh", "allowedSignersFile", allowedSigners.toAbsolutePath().toString());
    return new GpgConfig(config);
  }
}

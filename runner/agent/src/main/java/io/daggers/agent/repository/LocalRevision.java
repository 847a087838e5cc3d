package io.daggers.agent.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A revision of the git repository around a folder, read from git's objects: nothing is fetched,
 * and no working tree is touched.
 *
 * @param isMerged whether what is checked out has all of the revision in it
 */
public record LocalRevision(Snapshot snapshot, boolean isMerged) {

  /**
   * @param root the folder that holds {@code daggers/} and {@code schemas/}; it may lie below the
   *     repository's top
   * @param revision anything that git calls a commit: a branch, a tag, an id, {@code HEAD~1}
   * @throws RepositoryException where there is no such commit here; the message says what to do
   */
  public static LocalRevision read(Path root, String revision) throws RepositoryException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(root.toFile());
    if (builder.getGitDir() == null) {
      throw new RepositoryException(
          root + " is not in a git repository, so that there is no revision to compare with");
    }
    try (Repository repository = builder.build();
        RevWalk commits = new RevWalk(repository)) {
      ObjectId id = resolve(repository, revision);
      if (id == null) {
        throw unknown(repository, root, revision);
      }
      RevCommit commit = commits.parseCommit(id);
      Snapshot snapshot = SnapshotReader.read(repository, commit, prefix(repository, root));
      return new LocalRevision(snapshot, isMerged(repository, commits, commit));
    } catch (MissingObjectException e) {
      throw new RepositoryException(
          "'%s' is only partly in this repository; run: git fetch --refetch".formatted(revision),
          e);
    } catch (IOException e) {
      throw new RepositoryException(root + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable ObjectId resolve(Repository repository, String revision)
      throws IOException, RepositoryException {
    try {
      return repository.resolve(revision + "^{commit}");
    } catch (AmbiguousObjectException e) {
      throw new RepositoryException(
          "'%s' is the beginning of several commits' ids; write more of it".formatted(revision), e);
    } catch (RevisionSyntaxException e) {
      throw new RepositoryException(
          "'%s' is not a revision as git writes it, such as origin/main".formatted(revision), e);
    } catch (IncorrectObjectTypeException | MissingObjectException e) {
      return null;
    }
  }

  private static RepositoryException unknown(Repository repository, Path root, String revision) {
    Path shallow = repository.getCommonDirectory().toPath().resolve("shallow");
    return new RepositoryException(
        Files.exists(shallow)
            ? ("this is a shallow clone that does not hold the revision '%s'; fetch what is missing"
                    + " with `git fetch --unshallow`, or check out with the whole history (in GitHub"
                    + " Actions `fetch-depth: 0`, in GitLab `GIT_DEPTH: 0`)")
                .formatted(revision)
            : "there is no revision '%s' in the git repository of %s; if it is a branch elsewhere, fetch it first: git fetch origin"
                .formatted(revision, root));
  }

  /** Of a shallow clone it cannot be told; then nothing is said about it. */
  private static boolean isMerged(Repository repository, RevWalk commits, RevCommit commit) {
    try {
      ObjectId head = repository.resolve(Constants.HEAD);
      return head == null || commits.isMergedInto(commit, commits.parseCommit(head));
    } catch (IOException e) {
      return true;
    }
  }

  /** The folder's path from the repository's top; empty where it is the top. */
  private static String prefix(Repository repository, Path root) throws IOException {
    if (repository.isBare()) {
      return "";
    }
    Path top = repository.getWorkTree().toPath().toRealPath();
    return top.relativize(root.toRealPath()).toString().replace('\\', '/');
  }
}

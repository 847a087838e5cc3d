package io.daggers.agent.repository;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A working tree on this machine.
 *
 * @param root its topmost folder
 * @param branch what it has checked out; {@link GitRepository#HEAD} where that is no branch
 */
public record Checkout(Path root, String branch) {

  /** The working tree around a folder. */
  public static Checkout around(Path folder) throws RepositoryException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
    if (builder.getGitDir() == null) {
      throw new RepositoryException(folder + " is not in a git repository");
    }
    try (Repository repository = builder.build()) {
      Ref head = repository.exactRef(Constants.HEAD);
      boolean onBranch = head != null && head.isSymbolic();
      return new Checkout(
          repository.getWorkTree().toPath(),
          onBranch ? Repository.shortenRefName(head.getTarget().getName()) : GitRepository.HEAD);
    } catch (IOException e) {
      throw new RepositoryException(folder + ": " + e.getMessage(), e);
    }
  }
}

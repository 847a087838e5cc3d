package io.daggers.agent.repository;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The repository that is followed, wherever it is. */
final class Remote {

  private static final String FETCHED = "refs/daggers/fetched";
  private static final int TIMEOUT_SECONDS = 30;

  private final String url;
  private final String shown;
  private final @Nullable File gitDir;

  private Remote(String url, String shown, @Nullable File gitDir) {
    this.url = url;
    this.shown = shown;
    this.gitDir = gitDir;
  }

  static Remote of(String url) throws RepositoryException {
    try {
      URIish address = new URIish(url);
      String shown = address.setPass(null).toString();
      if (address.isRemote() || !Files.isDirectory(Path.of(address.getPath()))) {
        return new Remote(url, shown, null);
      }
      File gitDir = gitDir(address.getPath());
      return new Remote(gitDir.getAbsolutePath(), shown, gitDir);
    } catch (URISyntaxException e) {
      throw new RepositoryException("not the address of a git repository: " + e.getInput(), e);
    }
  }

  /** The address without a password. */
  @Override
  public String toString() {
    return shown;
  }

  /** The newest commit of a branch. */
  ObjectId tip(Git store, String ref) throws GitAPIException, RepositoryException {
    Ref found =
        store
            .lsRemote()
            .setRemote(url)
            .setCredentialsProvider(new NetRCCredentialsProvider())
            .setTimeout(TIMEOUT_SECONDS)
            .callAsMap()
            .get(ref);
    if (found == null) {
      throw new RepositoryException(
          "%s has no branch '%s'".formatted(shown, Repository.shortenRefName(ref)));
    }
    return found.getObjectId();
  }

  /**
   * Fetches the newest commit of a branch and some of its past.
   *
   * @param depth how many commits, one made on another; 1 is the newest alone
   */
  ObjectId fetch(Git store, String ref, int depth) throws GitAPIException {
    FetchResult result =
        store
            .fetch()
            .setRemote(url)
            .setRefSpecs(new RefSpec("+" + ref + ":" + FETCHED))
            .setDepth(depth)
            .setTagOpt(TagOpt.NO_TAGS)
            .setCredentialsProvider(new NetRCCredentialsProvider())
            .setTimeout(TIMEOUT_SECONDS)
            .call();
    return result.getTrackingRefUpdate(FETCHED).getNewObjectId();
  }

  boolean isFolder() {
    return gitDir != null;
  }

  /** The repository itself where it is a folder of this machine; null where it is not. */
  @Nullable Repository folder() throws IOException {
    return gitDir == null ? null : new FileRepositoryBuilder().setGitDir(gitDir).build();
  }

  /** A folder's own git directory, which may lie elsewhere: linked working trees have a file. */
  private static File gitDir(String folder) throws RepositoryException {
    File gitDir = new FileRepositoryBuilder().findGitDir(new File(folder)).getGitDir();
    if (gitDir == null) {
      throw new RepositoryException(folder + " is not in a git repository");
    }
    return gitDir;
  }

  static String ref(String branch) {
    return branch.equals(GitRepository.HEAD) ? Constants.HEAD : Constants.R_HEADS + branch;
  }
}

package io.daggers.agent.repository;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a git repository, wherever that is. Its newest commit is fetched into a bare
 * repository of our own and read from there; no working tree is touched, not even of a local one.
 */
public final class GitRepository implements AutoCloseable {

  /** The branch name that follows whatever the repository has checked out, detached or not. */
  public static final String HEAD = "HEAD";

  private static final String FETCHED = "refs/daggers/fetched";
  private static final int TIMEOUT_SECONDS = 30;

  /** Each leaves a pack behind, and git does not tidy up what has no history. */
  private static final int MOST_FETCHES = 100;

  private final String url;
  private final String shownUrl;
  private final String branch;
  private final Path kept;
  private Git store;
  private int fetches;
  private @Nullable Snapshot last;

  private GitRepository(String url, String shownUrl, String branch, Path kept, Git store) {
    this.url = url;
    this.shownUrl = shownUrl;
    this.branch = branch;
    this.kept = kept;
    this.store = store;
  }

  /**
   * @param url a folder, or a URL as git knows it: https (credentials from ~/.netrc), file, or ssh
   *     where the variable GIT_SSH names a program
   * @param branch its name, or {@link #HEAD}
   * @param folder in which fetched commits are kept, as {@code repository.git}
   */
  public static GitRepository open(String url, String branch, Path folder)
      throws RepositoryException {
    try {
      String shownUrl = new URIish(url).setPass(null).toString();
      Path kept = folder.resolve("repository.git");
      return new GitRepository(resolved(url), shownUrl, branch, kept, emptyStore(kept));
    } catch (URISyntaxException e) {
      throw new RepositoryException("not the address of a git repository: " + e.getInput(), e);
    } catch (GitAPIException | IOException e) {
      throw new RepositoryException("cannot keep commits in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The address without a password. */
  public String url() {
    return shownUrl;
  }

  /**
   * The newest commit of the branch; the same instance for as long as there is no newer one.
   *
   * @throws RepositoryException where it cannot be had now; a later call may succeed
   */
  public Snapshot fetch() throws RepositoryException {
    try {
      ObjectId tip = tip();
      if (last == null || !last.revision().equals(tip.name())) {
        last = SnapshotReader.read(store.getRepository(), fetched());
      }
      return last;
    } catch (GitAPIException | IOException e) {
      throw new RepositoryException(shownUrl + ": " + plain(e), e);
    }
  }

  @Override
  public void close() {
    store.close();
  }

  private ObjectId tip() throws GitAPIException, RepositoryException {
    Ref ref =
        store
            .lsRemote()
            .setRemote(url)
            .setCredentialsProvider(new NetRCCredentialsProvider())
            .setTimeout(TIMEOUT_SECONDS)
            .callAsMap()
            .get(ref());
    if (ref == null) {
      throw new RepositoryException(shownUrl + " has no branch '" + branch + "'");
    }
    return ref.getObjectId();
  }

  /** One commit without its past: that is all we read, and all a shallow clone can give. */
  private ObjectId fetched() throws GitAPIException, IOException {
    if (++fetches % MOST_FETCHES == 0) {
      store.close();
      store = emptyStore(kept);
    }
    store
        .fetch()
        .setRemote(url)
        .setRefSpecs(new RefSpec("+" + ref() + ":" + FETCHED))
        .setDepth(1)
        .setCredentialsProvider(new NetRCCredentialsProvider())
        .setTimeout(TIMEOUT_SECONDS)
        .call();
    return store.getRepository().resolve(FETCHED);
  }

  private static Git emptyStore(Path folder) throws GitAPIException, IOException {
    FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    return Git.init().setBare(true).setGitDir(folder.toFile()).call();
  }

  private String ref() {
    return branch.equals(HEAD) ? HEAD : "refs/heads/" + branch;
  }

  /** A folder's own git directory, which may lie elsewhere: linked working trees have a file. */
  private static String resolved(String url) throws RepositoryException {
    if (!Files.isDirectory(Path.of(url))) {
      return url;
    }
    File gitDir = new FileRepositoryBuilder().findGitDir(new File(url)).getGitDir();
    if (gitDir == null) {
      throw new RepositoryException(url + " is not in a git repository");
    }
    return gitDir.getAbsolutePath();
  }

  private static String plain(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}

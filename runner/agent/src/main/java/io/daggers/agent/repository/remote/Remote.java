package io.daggers.agent.repository.remote;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The repository that is followed, wherever it is. */
public final class Remote {

  static final int TIMEOUT_SECONDS = 30;

  private static final String FETCHED = "refs/daggers/fetched";

  private final String url;
  private final URIish address;
  private final Access access;
  private final @Nullable File gitDir;

  private Remote(String url, URIish address, Access access, @Nullable File gitDir) {
    this.url = url;
    this.address = address;
    this.access = access;
    this.gitDir = gitDir;
  }

  /**
   * @param url a folder, or a URL as git knows it: https, ssh, file
   */
  public static Remote of(String url, Access access) throws RemoteException {
    URIish address = address(url);
    access.check(address);
    boolean isFolder = !address.isRemote() && Files.isDirectory(Path.of(address.getPath()));
    if (!isFolder) {
      return new Remote(url, address, access, null);
    }
    File gitDir = gitDir(address.getPath());
    return new Remote(gitDir.getAbsolutePath(), address, access, gitDir);
  }

  /** The address; it holds no password. */
  @Override
  public String toString() {
    return address.toString();
  }

  /** The newest commit of a branch; null where there is no such branch. */
  public @Nullable ObjectId tip(Git store, String ref) throws RemoteException {
    Visit visit = Visit.of(address, access);
    try {
      Ref found =
          store
              .lsRemote()
              .setRemote(url)
              .setTransportConfigCallback(visit)
              .setTimeout(TIMEOUT_SECONDS)
              .callAsMap()
              .get(ref);
      return found == null ? null : found.getObjectId();
    } catch (GitAPIException e) {
      throw new RemoteException(visit.complaint(e), e);
    }
  }

  /**
   * Fetches the newest commit of a branch and some of its past.
   *
   * @param depth how many commits, one made on another; 1 is the newest alone
   */
  public ObjectId fetch(Git store, String ref, int depth) throws RemoteException {
    FetchResult result = fetch(store, new RefSpec("+" + ref + ":" + FETCHED), depth);
    return result.getTrackingRefUpdate(FETCHED).getNewObjectId();
  }

  /**
   * Fetches one commit without its past.
   *
   * @throws RemoteException also where the server gives out no commits by their ids
   */
  public void fetchCommit(Git store, ObjectId commit) throws RemoteException {
    fetch(store, new RefSpec(commit.name()), 1);
  }

  private FetchResult fetch(Git store, RefSpec what, int depth) throws RemoteException {
    Visit visit = Visit.of(address, access);
    try {
      return store
          .fetch()
          .setRemote(url)
          .setRefSpecs(what)
          .setDepth(depth)
          .setTagOpt(TagOpt.NO_TAGS)
          .setTransportConfigCallback(visit)
          .setTimeout(TIMEOUT_SECONDS)
          .call();
    } catch (GitAPIException e) {
      throw new RemoteException(visit.complaint(e), e);
    }
  }

  /** Whether it is a folder of this machine. */
  public boolean isFolder() {
    return gitDir != null;
  }

  /** The repository itself where it is a folder; null where it is not. */
  public @Nullable Repository folder() throws IOException {
    return gitDir == null ? null : new FileRepositoryBuilder().setGitDir(gitDir).build();
  }

  private static URIish address(String url) throws RemoteException {
    try {
      return new URIish(url);
    } catch (URISyntaxException e) {
      throw new RemoteException("it is not the address of a git repository", e);
    }
  }

  /** A folder's own git directory, which may lie elsewhere: linked working trees have a file. */
  private static File gitDir(String folder) throws RemoteException {
    File gitDir = new FileRepositoryBuilder().findGitDir(new File(folder)).getGitDir();
    if (gitDir == null) {
      throw new RemoteException("it is not in a git repository");
    }
    return gitDir;
  }
}

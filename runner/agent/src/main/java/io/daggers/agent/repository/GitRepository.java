package io.daggers.agent.repository;

import io.daggers.agent.memory.Notes;
import io.daggers.agent.repository.remote.Access;
import io.daggers.agent.repository.remote.Remote;
import io.daggers.agent.repository.remote.RemoteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One branch of a git repository, wherever that is. Its newest commit is fetched into a bare
 * repository of our own and read from there; no working tree is touched, not even of a local one.
 */
public final class GitRepository implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GitRepository.class);

  /** The branch name that follows whatever the repository has checked out, detached or not. */
  public static final String HEAD = "HEAD";

  /** A branch grows by a few commits between two looks; after a long absence, by many. */
  private static final int[] DEPTHS = {50, 500, 5_000};

  private final Remote remote;
  private final String branch;
  private final Notes notes;
  private final CommitStore store;
  private Optional<InForce> inForce;
  private @Nullable Snapshot last;
  private @Nullable ObjectId lookedAt;
  private @Nullable String notGiven;

  private GitRepository(
      Remote remote, String branch, Notes notes, CommitStore store, Optional<InForce> inForce) {
    this.remote = remote;
    this.branch = branch;
    this.notes = notes;
    this.store = store;
    this.inForce = inForce;
  }

  /**
   * @param url a folder, or a URL as git knows it: https, ssh, file; without a password
   * @param access what gets the agent in
   * @param branch its name, or {@link #HEAD}
   * @param folder in which fetched commits are kept, as {@code repository.git}
   * @param notes which one is in force
   */
  public static GitRepository open(
      String url, Access access, String branch, Path folder, Notes notes)
      throws RepositoryException {
    Remote remote = remote(url, access);
    Optional<InForce> inForce = InForce.read(notes, remote.toString(), branch);
    try {
      Files.createDirectories(folder);
      CommitStore store =
          CommitStore.open(folder.resolve("repository.git"), inForce.map(InForce::revision));
      return new GitRepository(remote, branch, notes, store, inForce);
    } catch (GitAPIException | IOException e) {
      throw new RepositoryException("cannot keep commits in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The address; it holds no password. */
  public String url() {
    return remote.toString();
  }

  public String branch() {
    return branch;
  }

  /** Whether it is a folder of this machine, so that a look at it costs next to nothing. */
  public boolean isFolder() {
    return remote.isFolder();
  }

  /**
   * Whether the branch is not where {@link #fetch} looked last, whatever came of that. Only of a
   * folder; what is wrong with one is for {@link #fetch} to say.
   */
  public boolean isElsewhere() {
    try (Repository origin = remote.folder()) {
      Ref tip = origin == null || lookedAt == null ? null : origin.exactRef(ref());
      return tip != null && tip.getObjectId() != null && !tip.getObjectId().equals(lookedAt);
    } catch (IOException | RuntimeException e) { // git's library throws such at odd files
      return false;
    }
  }

  /**
   * The newest commit of the branch; the same instance for as long as there is no newer one.
   *
   * @throws RepositoryException where it cannot be had now; a later call may succeed
   */
  public Snapshot fetch() throws RepositoryException {
    try {
      ObjectId tip = remote.tip(store.git(), ref());
      lookedAt = tip;
      if (tip == null) {
        throw new RepositoryException("%s has no branch '%s'".formatted(remote, branch));
      }
      if (last == null || !last.revision().equals(tip.name())) {
        store.makeRoom(revisionInForce());
        last = SnapshotReader.read(store.repository(), fetched(needsNoPast() ? 1 : DEPTHS[0]));
      }
      return last;
    } catch (RemoteException | GitAPIException | IOException e) {
      throw new RepositoryException(remote + ": " + e.getMessage(), e);
    }
  }

  /** The commit that was last in force, also by the agent before this one. */
  public Optional<String> revisionInForce() {
    return inForce.map(InForce::revision);
  }

  /** The same with its files, where there is a copy of them here, or the server still has one. */
  public Optional<Snapshot> inForce() {
    return revisionInForce().flatMap(revision -> kept(revision).or(() -> asked(revision)));
  }

  /** From now on this one is in force. */
  public void putInForce(Snapshot snapshot) throws RepositoryException {
    InForce kept = new InForce(remote.toString(), branch, snapshot.revision());
    try {
      kept.write(notes);
      inForce = Optional.of(kept);
    } catch (IOException e) {
      throw new RepositoryException(
          "which commit is in force cannot be noted: " + e.getMessage(), e);
    }
  }

  /**
   * How the commit that was fetched last stands to an earlier one.
   *
   * @throws RepositoryException where it cannot be told now; a later call may succeed
   */
  public Lineage lineage(Snapshot newest, String earlier) throws RepositoryException {
    ObjectId from = ObjectId.fromString(earlier);
    ObjectId to = ObjectId.fromString(newest.revision());
    try (Repository origin = remote.folder()) {
      if (origin != null) {
        return Lineage.between(origin, from, to);
      }
      Lineage lineage = Lineage.between(store.repository(), from, to);
      for (int i = 1; i < DEPTHS.length && lineage == Lineage.CUT_OFF; i++) {
        fetched(DEPTHS[i]);
        lineage = Lineage.between(store.repository(), from, to);
      }
      return lineage;
    } catch (RemoteException | IOException e) {
      throw new RepositoryException(remote + ": " + e.getMessage(), e);
    }
  }

  /**
   * What is wrong with a commit's signature, without a subject; nothing where it is good.
   *
   * @param allowedSigners whose signatures count
   * @throws RepositoryException where it cannot be told now
   */
  public Optional<String> signatureComplaint(Snapshot snapshot, Path allowedSigners)
      throws RepositoryException {
    try {
      return CommitSignature.complaint(
          store.repository(), ObjectId.fromString(snapshot.revision()), allowedSigners);
    } catch (IOException e) {
      throw new RepositoryException(remote + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    store.close();
  }

  /** As little of its past as is of use: a shallow clone can give but little. */
  private ObjectId fetched(int depth) throws RemoteException {
    return remote.fetch(store.git(), ref(), depth);
  }

  private String ref() {
    return branch.equals(HEAD) ? Constants.HEAD : Constants.R_HEADS + branch;
  }

  private boolean needsNoPast() {
    return inForce.isEmpty() || remote.isFolder() || branch.equals(HEAD);
  }

  private Optional<Snapshot> kept(String revision) {
    try {
      return Optional.of(SnapshotReader.read(store.repository(), ObjectId.fromString(revision)));
    } catch (IOException | RepositoryException e) {
      return Optional.empty(); // the copy was lost; which commit it was is still known
    }
  }

  /** Nothing where the server has it no more, or gives out the newest commits only. */
  private Optional<Snapshot> asked(String revision) {
    if (last == null) {
      return Optional.empty(); // it did not answer a moment ago
    }
    try {
      remote.fetchCommit(store.git(), ObjectId.fromString(revision));
      LOG.info("revision={} is in force; its files were fetched again", revision);
      return kept(revision);
    } catch (RemoteException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(notGiven)) {
        LOG.warn(
            "revision={} is in force, but its files are not here and the server does not give them"
                + " out, so nothing is changed: {}",
            revision,
            why);
      }
      notGiven = why;
      return Optional.empty();
    }
  }

  private static Remote remote(String url, Access access) throws RepositoryException {
    try {
      return Remote.of(url, access);
    } catch (RemoteException e) {
      throw new RepositoryException(
          "the repository cannot be followed: " + e.getMessage(), e); // url may hold a password
    }
  }
}

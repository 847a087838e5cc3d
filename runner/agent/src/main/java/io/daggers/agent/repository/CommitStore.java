package io.daggers.agent.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bare repository of our own, in which fetched commits are kept. */
final class CommitStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommitStore.class);

  private static final String KEPT = "refs/daggers/kept";

  /** Each leaves a pack behind, and git does not tidy up what has no history. */
  private static final int MOST_FETCHES = 100;

  private final Path folder;
  private Git git;
  private int fetches;

  private CommitStore(Path folder, Git git) {
    this.folder = folder;
    this.git = git;
  }

  /**
   * @param revision of which there may be a copy that is still needed; of everything else there is
   *     none afterwards
   */
  static CommitStore open(Path folder, Optional<String> revision)
      throws GitAPIException, IOException {
    Path fresh = fresh(folder);
    if (!Files.exists(folder) && Files.exists(fresh)) {
      Files.move(fresh, folder);
    }
    CommitStore store = new CommitStore(folder, made(folder));
    store.tidy(revision.filter(store::holds));
    return store;
  }

  Git git() {
    return git;
  }

  Repository repository() {
    return git.getRepository();
  }

  /** To be called before a fetch; now and then leaves only one commit, without its past. */
  void makeRoom(Optional<String> revision) throws GitAPIException, IOException {
    if (++fetches % MOST_FETCHES == 0) {
      tidy(revision.filter(this::holds));
    }
  }

  @Override
  public void close() {
    git.close();
  }

  private boolean holds(String revision) {
    try {
      return SnapshotReader.read(repository(), ObjectId.fromString(revision)) != null;
    } catch (IOException | RuntimeException | RepositoryException e) {
      LOG.warn("revision={} is not kept in {} any more: {}", revision, folder, e.getMessage());
      return false;
    }
  }

  /** There is a whole folder, this or the fresh one, whenever the process ends. */
  private void tidy(Optional<String> revision) throws GitAPIException, IOException {
    Path fresh = fresh(folder);
    Path old = folder.resolveSibling(folder.getFileName() + ".old");
    delete(fresh);
    delete(old);
    try (Git copy = made(fresh)) {
      if (revision.isPresent()) {
        RefUpdate kept = repository().updateRef(KEPT);
        kept.setNewObjectId(ObjectId.fromString(revision.get()));
        kept.forceUpdate();
        copy.fetch()
            .setRemote(folder.toString())
            .setRefSpecs(new RefSpec("+" + KEPT + ":" + KEPT))
            .setDepth(1)
            .setTagOpt(TagOpt.NO_TAGS)
            .call();
      }
    }
    git.close();
    Files.move(folder, old);
    Files.move(fresh, folder);
    delete(old);
    git = Git.open(folder.toFile());
  }

  /** Git tidies by what branches lead to; none leads to a commit of which only we know. */
  private static Git made(Path folder) throws GitAPIException, IOException {
    Git git = Git.init().setBare(true).setGitDir(folder.toFile()).call();
    StoredConfig config = git.getRepository().getConfig();
    config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
    config.setInt(
        ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOPACKLIMIT, 0);
    config.setBoolean(
        ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
    config.save();
    return git;
  }

  private static Path fresh(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".fresh");
  }

  private static void delete(Path folder) throws IOException {
    FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
  }
}

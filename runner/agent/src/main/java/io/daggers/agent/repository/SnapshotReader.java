package io.daggers.agent.repository;

import io.daggers.definition.RepositoryFiles;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files that matter of a commit, from git's objects; what it may cost is bounded. */
final class SnapshotReader {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 64L << 20;

  private final Repository repository;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private long bytes;

  private SnapshotReader(Repository repository) {
    this.repository = repository;
  }

  static Snapshot read(Repository repository, ObjectId id) throws IOException, RepositoryException {
    return read(repository, id, "");
  }

  /**
   * @param folder whose files are read, from the repository's top; empty for the top
   */
  static Snapshot read(Repository repository, ObjectId id, String folder)
      throws IOException, RepositoryException {
    try (RevWalk commits = new RevWalk(repository)) {
      RevCommit commit = commits.parseCommit(id);
      SnapshotReader reader = new SnapshotReader(repository);
      reader.readTree(commit, folder);
      PersonIdent committer = commit.getCommitterIdent();
      return new Snapshot(
          commit.name(),
          commit.getAuthorIdent().getName(),
          committer.getWhenAsInstant(),
          RepositoryFiles.of(reader.contents));
    }
  }

  private void readTree(RevCommit commit, String folder) throws IOException, RepositoryException {
    ObjectId tree = commit.getTree();
    if (!folder.isEmpty()) {
      try (TreeWalk below = TreeWalk.forPath(repository, folder, commit.getTree())) {
        if (below == null || !below.isSubtree()) {
          return;
        }
        tree = below.getObjectId(0);
      }
    }
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(tree);
      walk.setRecursive(true);
      walk.setFilter(PathFilterGroup.createFromStrings(RepositoryFiles.FOLDERS));
      while (walk.next()) {
        FileMode mode = walk.getFileMode(0);
        if (mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE)) {
          add(walk.getPathString(), repository.open(walk.getObjectId(0)));
        } else {
          LOG.warn(
              "revision={} ignored {}: it is a link, not a file",
              commit.name(),
              walk.getPathString());
        }
      }
    }
  }

  private void add(String path, ObjectLoader file) throws IOException, RepositoryException {
    bytes += file.getSize();
    if (bytes > MOST_BYTES) {
      throw new RepositoryException(
          "more than %d MiB to read, at %s".formatted(MOST_BYTES >> 20, path));
    }
    if (contents.size() == MOST_FILES) {
      throw new RepositoryException("more than %d files to read".formatted(MOST_FILES));
    }
    contents.put(path, file.getBytes());
  }
}

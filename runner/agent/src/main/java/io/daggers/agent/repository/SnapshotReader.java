package io.daggers.agent.repository;

import io.daggers.definition.RepositoryFiles;
import java.io.IOException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/** Reads the files that matter of a commit, from git's objects; what it may cost is bounded. */
final class SnapshotReader {

  private final Repository repository;
  private final RepositoryFiles.Reading files = new RepositoryFiles.Reading();

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
          reader.files.files());
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
          files.addLink(walk.getPathString());
        }
      }
    }
  }

  private void add(String path, ObjectLoader file) throws IOException, RepositoryException {
    boolean wanted;
    try {
      wanted = files.wants(path, file.getSize());
    } catch (IOException e) {
      throw new RepositoryException(String.valueOf(e.getMessage()), e);
    }
    if (wanted) {
      files.add(path, file.getBytes());
    }
  }
}

package io.daggers.agent.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.definition.RepositoryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/**
 * Reads the files that matter of a commit, from git's objects. What it may cost is bounded, and a
 * folder that git itself would not make is refused.
 */
final class SnapshotReader {

  /** Trees can be shared, so that a few objects stand for any number of folders. */
  private static final int MOST_FOLDERS = RepositoryFiles.MOST_FILES;

  private static final int MOST_NESTED = 50;
  private static final int MOST_BYTES_OF_A_FOLDER = 4 << 20;

  private final ObjectReader objects;
  private final Set<ObjectId> checked = new HashSet<>();
  private final Map<ObjectId, Long> sizes = new HashMap<>();
  private final RepositoryFiles.Reading files = new RepositoryFiles.Reading();
  private int folders;

  private SnapshotReader(ObjectReader objects) {
    this.objects = objects;
  }

  static Snapshot read(Repository repository, ObjectId id) throws IOException, RepositoryException {
    return read(repository, id, "");
  }

  /**
   * @param folder whose files are read, from the repository's top; empty for the top
   */
  static Snapshot read(Repository repository, ObjectId id, String folder)
      throws IOException, RepositoryException {
    try (ObjectReader objects = repository.newObjectReader()) {
      RevCommit commit = new RevWalk(objects).parseCommit(id);
      SnapshotReader reader = new SnapshotReader(objects);
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
      TreeWalk below = TreeWalk.forPath(objects, folder, commit.getTree());
      if (below == null || !below.isSubtree()) {
        return;
      }
      tree = below.getObjectId(0);
    }
    check(tree, "its top");
    TreeWalk walk = new TreeWalk(objects);
    walk.addTree(tree);
    walk.setFilter(PathFilterGroup.createFromStrings(RepositoryFiles.FOLDERS));
    while (walk.next()) {
      if (walk.isSubtree()) {
        check(walk);
        walk.enterSubtree();
      } else {
        readFile(walk);
      }
    }
  }

  private void check(TreeWalk walk) throws IOException, RepositoryException {
    if (walk.getDepth() >= MOST_NESTED) {
      throw new RepositoryException(
          "folders are nested more than %d deep, in %s"
              .formatted(MOST_NESTED, walk.getPathString()));
    }
    if (++folders > MOST_FOLDERS) {
      throw new RepositoryException(
          "more than %d folders to read, at %s".formatted(MOST_FOLDERS, walk.getPathString()));
    }
    check(walk.getObjectId(0), walk.getPathString());
  }

  private void check(ObjectId tree, String path) throws IOException, RepositoryException {
    if (!checked.add(tree)) {
      return;
    }
    if (size(tree) > MOST_BYTES_OF_A_FOLDER) {
      throw new RepositoryException("too many files to read in " + path);
    }
    try {
      new ObjectChecker()
          .setAllowLeadingZeroFileMode(true)
          .checkTree(objects.open(tree).getCachedBytes());
    } catch (CorruptObjectException e) {
      throw new RepositoryException(
          "not a folder that git itself would make, %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private void readFile(TreeWalk walk) throws IOException, RepositoryException {
    try {
      FileMode mode = walk.getFileMode(0);
      if (mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE)) {
        ObjectId file = walk.getObjectId(0);
        if (!isText(walk.getRawPath())) {
          files.addUnread(walk.getPathString(), "its name is not in UTF-8");
        } else if (files.wants(walk.getPathString(), size(file))) {
          files.add(walk.getPathString(), objects.open(file).getBytes());
        }
      } else if (mode.equals(FileMode.GITLINK)) {
        files.addUnread(walk.getPathString(), "this is a link to another repository");
      } else {
        files.addLink(walk.getPathString());
      }
    } catch (RepositoryFiles.TooMuchException e) {
      throw new RepositoryException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Once per object: it may stand for thousands of files. */
  private long size(ObjectId object) throws IOException {
    Long known = sizes.get(object);
    if (known != null) {
      return known;
    }
    long size = objects.getObjectSize(object, ObjectReader.OBJ_ANY);
    sizes.put(object, size);
    return size;
  }

  private static boolean isText(byte[] path) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(path)) != null;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

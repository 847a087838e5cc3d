package io.daggers.agent.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder to one agent. The lock is on a file that nothing reads or writes: the kernel drops
 * it as soon as this process closes any descriptor of that file, not only the one that locked it.
 */
final class FolderLock implements AutoCloseable {

  /** Those of this process, which must not even open the file of a folder that is in use. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final RandomAccessFile file;

  private FolderLock(Path folder, RandomAccessFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * @param folder exists
   * @throws IOException where another agent has it, in this process or in another
   */
  static FolderLock take(Path folder) throws IOException {
    Path path = folder.toRealPath();
    if (!HELD.add(path)) {
      throw inUse(folder);
    }
    try {
      return new FolderLock(path, locked(folder));
    } catch (IOException | RuntimeException e) {
      HELD.remove(path);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      HELD.remove(folder);
    }
  }

  private static RandomAccessFile locked(Path folder) throws IOException {
    RandomAccessFile file = new RandomAccessFile(folder.resolve("journal.lock").toFile(), "rw");
    boolean locked = false;
    try {
      locked = file.getChannel().tryLock() != null;
    } finally {
      if (!locked) {
        file.close();
      }
    }
    if (!locked) {
      throw inUse(folder);
    }
    return file;
  }

  private static IOException inUse(Path folder) {
    return new StorageTakenException("another agent works in " + folder, null);
  }
}

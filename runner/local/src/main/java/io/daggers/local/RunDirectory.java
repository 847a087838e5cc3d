package io.daggers.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one run on this machine: {@code <root>/.dagger/run-<pid>}, removed when the run
 * ends.
 */
public final class RunDirectory implements AutoCloseable {

  private static final String PREFIX = "run-";

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * Creates the directory of this process, and removes what processes that were killed have left.
   */
  public static RunDirectory create(Path root) throws IOException {
    Path runs = Files.createDirectories(root.resolve(".dagger"));
    removeStale(runs);
    return new RunDirectory(
        Files.createDirectory(runs.resolve(PREFIX + ProcessHandle.current().pid())));
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    remove(path);
  }

  private static void removeStale(Path runs) throws IOException {
    try (Stream<Path> entries = Files.list(runs)) {
      for (Path run : entries.filter(RunDirectory::isStale).toList()) {
        remove(run);
      }
    }
  }

  /**
   * A directory with the pid of this process is an earlier process's: this one has only just begun.
   */
  private static boolean isStale(Path run) {
    String name = run.getFileName().toString();
    if (!name.matches(PREFIX + "\\d{1,18}")) {
      return false;
    }
    long pid = Long.parseLong(name.substring(PREFIX.length()));
    return pid == ProcessHandle.current().pid()
        || ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true);
  }

  private static void remove(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> entries = Files.walk(directory)) {
      deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : deepestFirst) {
      Files.deleteIfExists(entry);
    }
  }
}

package io.daggers.local;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one run on this machine: {@code <root>/.dagger/run-<pid>}, removed when the run
 * ends.
 */
public final class RunDirectory implements AutoCloseable {

  private static final String PREFIX = "run-";
  private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);

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

  /** What another thread is still writing or removing is tried again, for a while. */
  private static void remove(Path directory) throws IOException {
    Instant deadline = Instant.now().plus(LONGEST_REMOVAL);
    while (true) {
      try {
        removeOnce(directory);
        return;
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        if (Instant.now().isAfter(deadline)) {
          throw new IOException("cannot remove " + directory + ": it is still written to", e);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static void removeOnce(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

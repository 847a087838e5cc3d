package io.daggers.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes in YARN's containers, which a NodeManager leaves alone when it ends. */
final class Containers {

  /** Where a NodeManager writes them: application, container, container and {@code .pid}. */
  private static final int DEPTH = 3;

  private final Path folder;

  /**
   * @param localFolder of the NodeManager
   */
  Containers(Path localFolder) {
    this.folder = localFolder.resolve("nmPrivate");
  }

  /** Those of an application, the ApplicationMaster's first. */
  List<ProcessHandle> of(String application) throws IOException {
    return processes(folder.resolve(application));
  }

  /** Ends all that there are. */
  void kill() throws IOException {
    processes(folder).forEach(Containers::kill);
  }

  /** With all that it has started. */
  static void kill(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static List<ProcessHandle> processes(Path top) throws IOException {
    if (!Files.isDirectory(top)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(top, DEPTH)) {
      return files
          .filter(file -> file.toString().endsWith(".pid"))
          .sorted()
          .flatMap(file -> process(file).stream())
          .toList();
    }
  }

  /** Nothing where it has ended. */
  private static Optional<ProcessHandle> process(Path file) {
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

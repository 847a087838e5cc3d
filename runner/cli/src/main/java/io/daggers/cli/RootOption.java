package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --root}: which repository a command reads. */
final class RootOption {

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The repository to read (default: the one around the current directory).")
  @Nullable Path given;

  /** The folder that holds {@code daggers/} and {@code schemas/}. */
  Path find() throws EnvironmentException {
    Path start = (given == null ? Path.of("") : given).toAbsolutePath().normalize();
    if (given != null) {
      if (!isRoot(start)) {
        throw new EnvironmentException(start + " has no schemas/streams.yaml");
      }
      return start;
    }
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (isRoot(folder)) {
        return folder;
      }
    }
    throw new EnvironmentException(
        "there is no repository of daggers around %s; name one with --root DIR".formatted(start));
  }

  RepositoryFiles files() throws EnvironmentException, IOException {
    return RepositoryFiles.read(find());
  }

  private static boolean isRoot(Path folder) {
    return Files.isRegularFile(folder.resolve("schemas/streams.yaml"));
  }
}

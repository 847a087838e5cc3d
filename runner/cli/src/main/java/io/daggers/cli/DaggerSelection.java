package io.daggers.cli;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.Spelling;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Which daggers a person asked about.
 *
 * @param prefixes their folders or folders around them, from the repository's root; empty means all
 */
record DaggerSelection(List<String> prefixes) {

  private static final String DAGGERS = "daggers";

  /** In a dagger's folder: {@code daggers/TEAM/NAME}. */
  private static final int PARTS_OF_A_FOLDER = 3;

  static DaggerSelection of(List<String> paths, Path root) {
    return new DaggerSelection(paths.stream().map(path -> folder(path, root)).toList());
  }

  /**
   * Refuses a path that holds no dagger.
   *
   * @return whether a dagger is one of these
   */
  Predicate<DaggerName> among(RepositoryFiles files, CommandLine command) {
    refuseUnknown(files, command);
    return name -> prefixes.isEmpty() || isSelected(name.folder());
  }

  /** These daggers' files, and all that belongs to no dagger. */
  RepositoryFiles narrow(RepositoryFiles files, CommandLine command) {
    refuseUnknown(files, command);
    if (prefixes.isEmpty()) {
      return files;
    }
    Map<String, byte[]> narrowed = new TreeMap<>(files.contents());
    narrowed
        .keySet()
        .removeIf(path -> folderAround(path).filter(folder -> !isSelected(folder)).isPresent());
    return RepositoryFiles.of(narrowed);
  }

  private void refuseUnknown(RepositoryFiles files, CommandLine command) {
    TreeSet<String> folders =
        files.under(DAGGERS).keySet().stream()
            .flatMap(path -> folderAround(path).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String prefix : prefixes) {
      if (folders.stream().noneMatch(folder -> isIn(folder, prefix))) {
        throw new CommandLine.ParameterException(
            command,
            "there is no dagger in "
                + prefix
                + Spelling.nearest(prefix, folders)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(""));
      }
    }
  }

  private boolean isSelected(String folder) {
    return prefixes.stream().anyMatch(prefix -> isIn(folder, prefix));
  }

  private static boolean isIn(String folder, String prefix) {
    return (folder + "/").startsWith(prefix + "/");
  }

  /** The folder of the dagger that a file belongs to, if it lies as deep as those do. */
  private static Optional<String> folderAround(String path) {
    String[] parts = path.split("/");
    return parts.length > PARTS_OF_A_FOLDER && parts[0].equals(DAGGERS)
        ? Optional.of(String.join("/", Arrays.copyOf(parts, PARTS_OF_A_FOLDER)))
        : Optional.empty();
  }

  /** A file of a dagger stands for it. */
  private static String folder(String path, Path root) {
    Path absolute = Path.of(path).toAbsolutePath().normalize();
    String relative =
        absolute.startsWith(root) ? root.relativize(absolute).toString().replace('\\', '/') : path;
    boolean isFolder = relative.equals(DAGGERS) || relative.startsWith(DAGGERS + "/");
    String full = isFolder ? relative : DAGGERS + "/" + path;
    return folderAround(full).orElse(full);
  }
}

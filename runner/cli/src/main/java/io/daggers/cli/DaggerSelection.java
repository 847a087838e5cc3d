package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.validator.Judgement;
import io.daggers.validator.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/**
 * Which daggers a person asked about.
 *
 * @param prefixes their folders or folders around them, from the repository's root; empty means all
 */
record DaggerSelection(List<String> prefixes) {

  private static final String DAGGERS = "daggers/";

  static DaggerSelection of(List<String> paths, Path root) {
    return new DaggerSelection(paths.stream().map(path -> folder(path, root)).toList());
  }

  /** The judgement of these daggers only. */
  Judgement narrow(Judgement judgement, CommandLine command) {
    if (prefixes.isEmpty()) {
      return judgement;
    }
    refuseUnknown(judgement.verdicts().stream().map(v -> v.name().folder()).toList(), command);
    return new Judgement(
        judgement.verdicts().stream().filter(this::isSelected).toList(), judgement.repository());
  }

  /** These daggers' files, and all that belongs to no dagger. */
  RepositoryFiles narrow(RepositoryFiles files, CommandLine command) {
    if (prefixes.isEmpty()) {
      return files;
    }
    refuseUnknown(files.under("daggers").keySet(), command);
    Map<String, byte[]> narrowed = new TreeMap<>(files.contents());
    narrowed.keySet().removeIf(path -> isInDagger(path) && !isSelected(path));
    return RepositoryFiles.of(narrowed);
  }

  private void refuseUnknown(Iterable<String> folders, CommandLine command) {
    for (String prefix : prefixes) {
      boolean known = false;
      for (String folder : folders) {
        known |= (folder + "/").startsWith(prefix + "/");
      }
      if (!known) {
        throw new CommandLine.ParameterException(command, "there is no dagger in " + prefix);
      }
    }
  }

  private boolean isSelected(Verdict verdict) {
    return isSelected(verdict.name().folder());
  }

  private boolean isSelected(String path) {
    return prefixes.stream().anyMatch(prefix -> (path + "/").startsWith(prefix + "/"));
  }

  private static boolean isInDagger(String path) {
    return path.startsWith(DAGGERS) && path.split("/").length > 3;
  }

  private static String folder(String path, Path root) {
    Path absolute = Path.of(path).toAbsolutePath().normalize();
    String relative =
        absolute.startsWith(root) ? root.relativize(absolute).toString().replace('\\', '/') : path;
    boolean isFolder = relative.equals("daggers") || relative.startsWith(DAGGERS);
    return isFolder ? relative : DAGGERS + path;
  }
}

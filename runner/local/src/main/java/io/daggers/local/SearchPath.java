package io.daggers.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Folders in which programs are looked for, the first one first. */
record SearchPath(List<Path> folders) {

  SearchPath {
    folders = List.copyOf(folders);
  }

  /** Those of the variable {@code PATH}. */
  static SearchPath ofThisProcess() {
    String path = System.getenv().getOrDefault("PATH", "");
    return new SearchPath(
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(path)
            .map(Path::of)
            .toList());
  }

  Optional<Path> find(String program) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}

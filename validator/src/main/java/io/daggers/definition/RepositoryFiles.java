package io.daggers.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files a verdict may depend on, from a folder or from a revision.
 *
 * @param contents bytes by path from the repository's root, with forward slashes
 */
public record RepositoryFiles(SortedMap<String, byte[]> contents) {

  /** The folders that are read; nothing outside them can change a verdict. */
  public static final List<String> FOLDERS = List.of("daggers", "schemas", "infra/environments");

  public RepositoryFiles {
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
  }

  public static RepositoryFiles of(Map<String, byte[]> contents) {
    return new RepositoryFiles(new TreeMap<>(contents));
  }

  /** Reads the regular files of the working tree; links are not followed. */
  public static RepositoryFiles read(Path root) throws IOException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    for (String folder : FOLDERS) {
      Path top = root.resolve(folder);
      if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try (Stream<Path> paths = Files.walk(top)) {
        for (Path path : (Iterable<Path>) paths::iterator) {
          if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            String name = root.relativize(path).toString().replace('\\', '/');
            contents.put(name, Files.readAllBytes(path));
          }
        }
      }
    }
    return new RepositoryFiles(contents);
  }

  public Optional<String> text(String path) {
    return Optional.ofNullable(contents.get(path))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The lines of a file, without their ends; none where there is no such file. */
  public List<String> lines(String path) {
    return text(path).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** The files of a folder, at any depth. */
  public SortedMap<String, byte[]> under(String folder) {
    return contents.subMap(folder + "/", folder + "0");
  }
}

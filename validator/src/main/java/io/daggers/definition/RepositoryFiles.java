package io.daggers.definition;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files a verdict may depend on, from a folder or from a revision.
 *
 * @param contents bytes by path from the repository's root, with forward slashes
 * @param unread why there are no contents, by path: files that are too large, links, and names that
 *     lead elsewhere
 */
public record RepositoryFiles(
    SortedMap<String, byte[]> contents, SortedMap<String, String> unread) {

  /** The folders that are read; nothing outside them can change a verdict. */
  public static final List<String> FOLDERS = List.of("daggers", "schemas", "infra/environments");

  /** A thousand daggers with their tests come to a quarter of it. */
  public static final int MOST_FILES = 20_000;

  /** All of it is kept in memory, here and in every process that plans. */
  public static final long MOST_BYTES = 64L << 20;

  /** Far more than a person writes. */
  public static final int MOST_BYTES_OF_ONE = 4 << 20;

  public RepositoryFiles {
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    unread = Collections.unmodifiableSortedMap(new TreeMap<>(unread));
  }

  public static RepositoryFiles of(Map<String, byte[]> contents) {
    return new RepositoryFiles(new TreeMap<>(contents), new TreeMap<>());
  }

  /**
   * Reads the regular files of the working tree; links are not followed.
   *
   * @throws IOException also where there is more than is ever kept in memory
   */
  public static RepositoryFiles read(Path root) throws IOException {
    Reading reading = new Reading();
    for (String folder : FOLDERS) {
      Path top = root.resolve(folder);
      if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try (Stream<Path> paths = Files.walk(top)) {
        for (Path path : (Iterable<Path>) paths::iterator) {
          String name = root.relativize(path).toString().replace('\\', '/');
          if (Files.isSymbolicLink(path)) {
            reading.addLink(name);
          } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
              && reading.wants(name, Files.size(path))) {
            reading.add(name, Files.readAllBytes(path));
          }
        }
      }
    }
    return reading.files();
  }

  /** There is more than is ever kept in memory. */
  public static final class TooMuchException extends IOException {

    private static final long serialVersionUID = 1L;

    TooMuchException(String message) {
      super(message);
    }
  }

  /** Gathers files one by one, and refuses what is too much. */
  public static final class Reading {

    private final SortedMap<String, byte[]> contents = new TreeMap<>();
    private final SortedMap<String, String> unread = new TreeMap<>();
    private final PathRule rule = new PathRule();
    private long bytes;
    private int files;

    /**
     * Whether the contents of a file are to be added; one that is too large, or whose name is not
     * one that is read, is noted.
     *
     * @throws TooMuchException where the file is one too many
     */
    public boolean wants(String path, long size) throws TooMuchException {
      count(path);
      Optional<String> objection = rule.objection(path);
      if (objection.isPresent()) {
        put(path, objection.get());
        return false;
      }
      if (size > MOST_BYTES_OF_ONE) {
        put(path, "the file has %d bytes; at most %d are read".formatted(size, MOST_BYTES_OF_ONE));
        return false;
      }
      bytes += size;
      if (bytes > MOST_BYTES) {
        throw new TooMuchException(
            "more than %d MiB to read, at %s".formatted(MOST_BYTES >> 20, path));
      }
      return true;
    }

    public void add(String path, byte[] content) {
      contents.put(path, content);
    }

    /**
     * A link to elsewhere; what it leads to is none of ours.
     *
     * @throws TooMuchException where it is one too many
     */
    public void addLink(String path) throws TooMuchException {
      addUnread(path, "this is a link to another file; links are not followed");
    }

    /**
     * Something that is not read.
     *
     * @throws TooMuchException where it is one too many
     */
    public void addUnread(String path, String why) throws TooMuchException {
      count(path);
      put(path, why);
    }

    private void count(String path) throws TooMuchException {
      if (++files > MOST_FILES) {
        throw new TooMuchException(
            "more than %d files to read, at %s".formatted(MOST_FILES, PathRule.shown(path)));
      }
    }

    private void put(String path, String why) {
      unread.put(PathRule.shown(path), why);
    }

    public RepositoryFiles files() {
      return new RepositoryFiles(contents, unread);
    }
  }

  /** What is said of a file that is not read. */
  public Diagnostic unreadable(String path) {
    return Diagnostic.error(
        Code.DG0008,
        Location.startOf(path),
        Objects.requireNonNull(unread.get(path)),
        "put a plain file there, of an ordinary name and not too large");
  }

  /** Every file, read or not. */
  public SortedSet<String> paths() {
    SortedSet<String> paths = new TreeSet<>(contents.keySet());
    paths.addAll(unread.keySet());
    return paths;
  }

  public Optional<String> text(String path) {
    return Optional.ofNullable(contents.get(path))
        .map(bytes -> SourceText.withoutMark(new String(bytes, StandardCharsets.UTF_8)));
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

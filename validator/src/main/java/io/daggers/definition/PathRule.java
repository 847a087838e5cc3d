package io.daggers.definition;

import io.daggers.diagnostic.Printable;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which paths are read. Files are written to a disk again, and named to programs, so that a name
 * must not lead elsewhere, be taken for an option, or be the same as another on some disks.
 */
final class PathRule {

  private static final int MOST_LETTERS = 500;
  private static final Set<String> ELSEWHERE = Set.of("", ".", "..");

  /** What stands for bytes that are no letters. */
  private static final char UNKNOWN = '\ufffd';

  private final Set<String> seen = new HashSet<>();

  /** A path as it may be told to people. */
  static String shown(String path) {
    StringBuilder shown = new StringBuilder();
    path.codePoints()
        .limit(MOST_LETTERS)
        .map(c -> Printable.isVisible(c) ? c : UNKNOWN)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** Why the next file is not read; nothing where it is. */
  Optional<String> objection(String path) {
    if (path.length() > MOST_LETTERS) {
      return Optional.of("its path has more than %d letters".formatted(MOST_LETTERS));
    }
    if (!shown(path).equals(path) || path.indexOf('\\') >= 0 || path.indexOf(UNKNOWN) >= 0) {
      return Optional.of("its name has characters that no name should have");
    }
    for (String part : List.of(path.split("/", -1))) {
      if (ELSEWHERE.contains(part)) {
        return Optional.of("its path leads elsewhere");
      }
      if (part.startsWith("-") || part.startsWith("@")) {
        return Optional.of("its name begins with '%s'".formatted(part.charAt(0)));
      }
    }
    String folded = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return seen.add(folded)
        ? Optional.empty()
        : Optional.of("there is another file whose name differs only in upper and lower case");
  }
}

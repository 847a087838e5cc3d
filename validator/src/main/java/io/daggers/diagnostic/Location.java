package io.daggers.diagnostic;

/**
 * A range of characters in a file of the repository.
 *
 * @param file path from the repository's root, with forward slashes
 * @param line first line, from 1
 * @param column first column, from 1
 * @param endLine last line, inclusive
 * @param endColumn last column, inclusive
 */
public record Location(String file, int line, int column, int endLine, int endColumn) {

  public Location {
    if (line < 1 || column < 1 || endLine < line || (endLine == line && endColumn < column)) {
      throw new IllegalArgumentException(
          "not a range: %d:%d to %d:%d".formatted(line, column, endLine, endColumn));
    }
  }

  /** A single character. */
  public static Location at(String file, int line, int column) {
    return new Location(file, line, column, line, column);
  }

  /** The beginning of a file: for findings about the file as a whole. */
  public static Location startOf(String file) {
    return at(file, 1, 1);
  }

  /** Whether another range lies within this one. */
  public boolean contains(Location other) {
    boolean begins = other.line > line || (other.line == line && other.column >= column);
    boolean ends =
        other.endLine < endLine || (other.endLine == endLine && other.endColumn <= endColumn);
    return file.equals(other.file) && begins && ends;
  }

  /** {@code file:line:column}, as terminals and editors link it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}

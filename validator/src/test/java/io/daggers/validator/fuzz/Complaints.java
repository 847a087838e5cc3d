package io.daggers.validator.fuzz;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must never be in a finding, whatever the files. */
final class Complaints {

  /** Java's names, the planner's names, and what a library says about itself. */
  private static final List<Pattern> NOT_FOR_ANALYSTS =
      List.of(
          Pattern.compile("\\b(?!google\\.protobuf)([a-z]+\\.){2,}[A-Z]\\w+"),
          Pattern.compile("\\b\\w+(Exception|Error)\\b"),
          Pattern.compile("\\b(RelNode|SqlNode|RexNode|RexCall|RelSubset|RecordType)\\b"),
          Pattern.compile(
              "\\b(Logical|FlinkLogical|StreamPhysical|StreamExec|BatchPhysical)[A-Z]\\w+"),
          Pattern.compile("\\b[A-Z]\\w+\\$[A-Za-z]"),
          Pattern.compile(
              "\\b(calcite|janino|snakeyaml|jackson|codehaus)\\b", Pattern.CASE_INSENSITIVE),
          Pattern.compile("GeneratedExpression|Sarg|_UTF-16LE|\\*ROWTIME\\*|EXPR\\$|\\$SCALAR"),
          Pattern.compile("rel#\\d+|\\brule\\(s?\\)|VARCHAR\\(2147483647\\)|CHARACTER SET"),
          Pattern.compile("StreamRead\\w+|\\[Source:|^null$|^\\s*$|\\bat \\w+(\\.\\w+)+\\("));

  private Complaints() {}

  /**
   * What is wrong with a finding; nothing if it can be shown.
   *
   * @param written all that the analyst wrote, which may be quoted
   */
  static Optional<String> about(Diagnostic diagnostic, RepositoryFiles files, String written) {
    String text = diagnostic.message() + "\n" + diagnostic.help().orElse("-");
    for (Pattern pattern : NOT_FOR_ANALYSTS) {
      for (String line : text.lines().toList()) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find() && !written.contains(matcher.group())) {
          return Optional.of("says '" + line + "', which has " + pattern);
        }
      }
    }
    if (diagnostic.message().contains("\n") || diagnostic.message().length() > 1_000) {
      return Optional.of("has a message of many lines or letters: " + diagnostic.message());
    }
    return place(diagnostic.location(), files);
  }

  private static Optional<String> place(Location at, RepositoryFiles files) {
    List<String> lines = files.lines(at.file());
    if (!files.paths().contains(at.file())) {
      return at.line() == 1 && at.column() == 1
          ? Optional.empty()
          : Optional.of("is in no file: " + at);
    }
    boolean startOfFile = at.line() == 1 && at.column() == 1;
    boolean inside =
        isInside(at.line(), at.column(), lines) && isInside(at.endLine(), at.endColumn(), lines);
    return startOfFile || inside ? Optional.empty() : Optional.of("is outside of its file: " + at);
  }

  /** The place behind the last character of a line counts: something can be missing there. */
  private static boolean isInside(int line, int column, List<String> lines) {
    return line == lines.size() + 1
        ? column == 1
        : line <= lines.size() && column <= lines.get(line - 1).length() + 1;
  }
}

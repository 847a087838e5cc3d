package io.daggers.sql;

import io.daggers.diagnostic.Location;
import io.daggers.sql.parse.SourceText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * The text of a query and where it is kept.
 *
 * @param file path in the repository
 * @param text one SELECT
 */
public record QueryText(String file, String text) {

  private static final Pattern SET_WORDS =
      Pattern.compile("\\b(?:UNION|INTERSECT|EXCEPT|MINUS)\\b", Pattern.CASE_INSENSITIVE);

  /** The text as the parser takes it. */
  public SourceText source() {
    return SourceText.of(file, text);
  }

  /** The whole first line that holds anything. */
  public Location start() {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.strip().startsWith("--")) {
        int column = line.length() - line.stripLeading().length() + 1;
        return new Location(file, i + 1, column, i + 1, line.stripTrailing().length());
      }
    }
    return Location.startOf(file);
  }

  /** What a node of the query's tree covers; the whole first line where there is none. */
  public Location at(@Nullable SqlNode node) {
    if (node == null) {
      return start();
    }
    return node instanceof SqlCall call && SqlKind.SET_QUERY.contains(call.getKind())
        ? word(call)
        : at(node.getParserPosition());
  }

  /** The word between two queries, such as UNION. */
  private Location word(SqlCall call) {
    SqlParserPos before = call.operand(0).getParserPosition();
    List<String> lines = text.lines().toList();
    for (int i = before.getEndLineNum(); i <= lines.size(); i++) {
      Matcher word = SET_WORDS.matcher(lines.get(i - 1));
      int from = i == before.getEndLineNum() ? before.getEndColumnNum() : 0;
      if (from <= lines.get(i - 1).length() && word.find(from)) {
        return new Location(file, i, word.start() + 1, i, word.end());
      }
    }
    return at(call.getParserPosition());
  }

  /** Where a node of the query stands; its first line where that is not known. */
  public Location at(SqlParserPos position) {
    return at(
        position.getLineNum(),
        position.getColumnNum(),
        position.getEndLineNum(),
        position.getEndColumnNum());
  }

  Location at(int line, int column, int endLine, int endColumn) {
    if (line < 1 || column < 1) {
      return start();
    }
    boolean forward = endLine > line || (endLine == line && endColumn >= column);
    return forward
        ? new Location(file, line, column, endLine, endColumn)
        : Location.at(file, line, column);
  }

  /** What the analyst wrote at a place, on one line. */
  public String written(SqlParserPos position) {
    Location at = at(position);
    List<String> lines = text.lines().toList();
    StringBuilder written = new StringBuilder();
    for (int line = at.line(); line <= Math.min(at.endLine(), lines.size()); line++) {
      String whole = lines.get(line - 1);
      int from = line == at.line() ? at.column() - 1 : 0;
      int to = line == at.endLine() ? Math.min(at.endColumn(), whole.length()) : whole.length();
      written.append(whole, Math.min(from, to), to).append(line < at.endLine() ? "\n" : "");
    }
    return written.toString().replaceAll("\\s+", " ");
  }
}

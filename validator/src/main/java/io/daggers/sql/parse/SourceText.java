package io.daggers.sql.parse;

import io.daggers.diagnostic.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * The text of a query with repairs: the reader goes on behind a mistake as if it had been mended,
 * and places still point into the text as it was written.
 */
public final class SourceText {

  /** Characters from {@code from} to before {@code to} of the written text read {@code by}. */
  private record Repair(int from, int to, String by) {
    int growth() {
      return by.length() - (to - from);
    }
  }

  private final String file;
  private final String written;
  private final List<Repair> repairs;
  private final String text;

  private SourceText(String file, String written, List<Repair> repairs) {
    this.file = file;
    this.written = written;
    this.repairs = repairs;
    this.text = repaired(written, repairs);
  }

  /**
   * @param file path in the repository
   */
  public static SourceText of(String file, String written) {
    return new SourceText(file, written, List.of());
  }

  /** The text with its repairs; every offset and position given and taken here refers to it. */
  public String text() {
    return text;
  }

  public boolean isRepaired() {
    return !repairs.isEmpty();
  }

  /** The text with {@code from} to before {@code to} read as something else. */
  public SourceText replace(int from, int to, String by) {
    int writtenFrom = writtenStart(from);
    int writtenTo = from == to ? writtenFrom : writtenEnd(to);
    List<Repair> all = new ArrayList<>();
    for (Repair repair : repairs) {
      boolean swallowed =
          repair.from >= writtenFrom && repair.to <= writtenTo && writtenFrom < writtenTo;
      if (!swallowed) {
        all.add(repair);
      }
    }
    all.add(new Repair(writtenFrom, writtenTo, by));
    all.sort(Comparator.comparingInt(Repair::from));
    return new SourceText(file, written, List.copyOf(all));
  }

  /** Whether a repair lies in a range of offsets. */
  public boolean isRepaired(int from, int to) {
    int shift = 0;
    for (Repair repair : repairs) {
      int start = repair.from + shift;
      if (start < to && start + repair.by.length() > from) {
        return true;
      }
      shift += repair.growth();
    }
    return false;
  }

  /** The offset of a line and column, both from 1. */
  public int offset(int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int next = nextLine(text, start);
      if (next < 0) {
        break;
      }
      start = next;
    }
    return Math.min(text.length(), start + column - 1);
  }

  public int start(SqlParserPos position) {
    return offset(position.getLineNum(), position.getColumnNum());
  }

  /** The offset behind the last character. */
  public int end(SqlParserPos position) {
    return Math.min(
        text.length(), offset(position.getEndLineNum(), position.getEndColumnNum()) + 1);
  }

  public Location at(SqlParserPos position) {
    if (position.getLineNum() < 1 || position.getColumnNum() < 1) {
      return first();
    }
    return at(start(position), end(position));
  }

  /** The place of the characters from {@code from} to before {@code to}. */
  public Location at(int from, int to) {
    int start = Math.max(0, Math.min(writtenStart(from), written.length() - 1));
    int last = Math.max(start, Math.min(writtenEnd(Math.max(to, from + 1)), written.length()) - 1);
    int[] begin = place(start);
    int[] end = place(last);
    return new Location(file, begin[0], begin[1], end[0], end[1]);
  }

  /** The whole first line that holds anything. */
  public Location first() {
    List<String> lines = written.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.strip().startsWith("--")) {
        int column = line.length() - line.stripLeading().length() + 1;
        return new Location(file, i + 1, column, i + 1, line.stripTrailing().length());
      }
    }
    return Location.startOf(file);
  }

  private int writtenStart(int offset) {
    int shift = 0;
    for (Repair repair : repairs) {
      int start = repair.from + shift;
      if (offset < start) {
        break;
      }
      if (offset < start + repair.by.length()) {
        return repair.from;
      }
      shift += repair.growth();
    }
    return offset - shift;
  }

  private int writtenEnd(int end) {
    int last = end - 1;
    int shift = 0;
    for (Repair repair : repairs) {
      int start = repair.from + shift;
      if (last < start) {
        break;
      }
      if (last < start + repair.by.length()) {
        return repair.to;
      }
      shift += repair.growth();
    }
    return end - shift;
  }

  private int[] place(int offset) {
    int line = 1;
    int start = 0;
    for (int next = nextLine(written, start);
        next >= 0 && next <= offset;
        next = nextLine(written, start)) {
      start = next;
      line++;
    }
    return new int[] {line, offset - start + 1};
  }

  private static int nextLine(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        return i + 1;
      }
    }
    return -1;
  }

  private static String repaired(String written, List<Repair> repairs) {
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (Repair repair : repairs) {
      text.append(written, done, Math.max(done, repair.from)).append(repair.by);
      done = Math.max(done, repair.to);
    }
    return text.append(written, done, written.length()).toString();
  }
}

package io.daggers.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table without an end: what has come is printed, in columns that grow and never shrink. */
final class RowTable {

  private static final String GAP = "  ";

  /** Of this many rows the widths are taken before the first is printed. */
  private static final int MOST_WAITING = 100;

  private final PrintWriter out;
  private final int[] widths;
  private final List<List<String>> waiting = new ArrayList<>();
  private boolean read = true;

  RowTable(List<String> columns, PrintWriter out) {
    this.out = out;
    this.widths = new int[columns.size()];
    add(columns.stream().map(column -> column.toUpperCase(Locale.ROOT)).toList());
  }

  void add(List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
    waiting.add(row);
    if (waiting.size() > MOST_WAITING) {
      flush();
    }
  }

  void flush() {
    waiting.forEach(row -> out.println(line(row)));
    waiting.clear();
    // The writer does not learn what the stream behind it does.
    read = !out.checkError() && !System.out.checkError();
  }

  /** False once whoever reads the output has gone, such as {@code head}. */
  boolean isRead() {
    return read;
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}

package io.daggers.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in columns that are as wide as they must be. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;

  /**
   * @param headings a heading that begins with {@code >} puts its column to the right
   */
  public TextTable(String... headings) {
    right = new boolean[headings.length];
    String[] plain = new String[headings.length];
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      plain[i] = right[i] ? headings[i].substring(1) : headings[i];
    }
    rows.add(plain);
  }

  public void add(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException("not " + right.length + " cells: " + cells.length);
    }
    rows.add(cells.clone());
  }

  public List<String> lines() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String space = " ".repeat(widths[i] - row[i].length());
      line.append(right[i] ? space + row[i] : row[i] + space).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}

package io.daggers.job.testing;

import io.daggers.check.testcase.ExpectedRow;
import io.daggers.diagnostic.DisplayWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints how rows differ: one under the other, with the cells marked that are not the same. */
final class DiffTable {

  private static final int WIDEST = 40;

  private final List<String> columns;
  private final List<List<String>> lines = new ArrayList<>();

  private DiffTable(List<String> columns) {
    this.columns = columns;
  }

  /**
   * @param columns the output columns, in the order in which they are shown
   */
  static String of(RowDiff diff, List<String> columns) {
    DiffTable table = new DiffTable(columns);
    table.heading();
    diff.changed().forEach(table::changed);
    diff.missing().forEach(row -> table.expected("missing", row));
    diff.unexpected().forEach(row -> table.actual("unexpected", row));
    return table.print();
  }

  private void heading() {
    line("", columns, "");
  }

  private void changed(RowDiff.Pair pair) {
    expected("expected", pair.expected());
    actual("got", pair.actual());
    List<String> marks = new ArrayList<>();
    for (String column : columns) {
      boolean compared = pair.expected().cells().containsKey(column);
      Object expected = pair.expected().cells().get(column);
      Object actual = pair.actual().get(column);
      boolean differs = compared && !Values.same(expected, actual);
      int width = Math.max(DisplayWidth.of(cell(expected)), DisplayWidth.of(cell(actual)));
      marks.add(differs ? "^".repeat(width) : "");
    }
    line("", marks, "");
  }

  private void expected(String label, ExpectedRow row) {
    List<String> cells = new ArrayList<>();
    for (String column : columns) {
      cells.add(row.cells().containsKey(column) ? cell(row.cells().get(column)) : "");
    }
    line(label, cells, "line " + row.location().line());
  }

  private void actual(String label, Map<String, @Nullable Object> row) {
    line(label, columns.stream().map(column -> cell(row.get(column))).toList(), "");
  }

  private void line(String label, List<String> cells, String place) {
    List<String> line = new ArrayList<>();
    line.add(label);
    line.addAll(cells);
    line.add(place);
    lines.add(line);
  }

  private static String cell(@Nullable Object value) {
    String text = Values.show(value).replace('\n', ' ').replace('\r', ' ');
    return text.length() > WIDEST ? text.substring(0, WIDEST - 3) + "..." : text;
  }

  private String print() {
    int[] widths = new int[columns.size() + 2];
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(line.get(i)));
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        text.append("  ")
            .append(line.get(i))
            .append(" ".repeat(widths[i] - DisplayWidth.of(line.get(i))));
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}

package io.daggers.job.testing;

import io.daggers.check.testcase.ExpectedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Expected rows against those that came out, neither in any order.
 *
 * @param matched how many came out as expected
 * @param changed expected rows that did not come out, each with the row that is nearest to it
 * @param missing expected rows that nothing is near to
 * @param unexpected rows that came out and are near to nothing that is expected
 */
record RowDiff(
    int matched,
    List<Pair> changed,
    List<ExpectedRow> missing,
    List<Map<String, @Nullable Object>> unexpected) {

  record Pair(ExpectedRow expected, Map<String, @Nullable Object> actual) {
    int same() {
      return (int)
          expected.cells().entrySet().stream()
              .filter(cell -> Values.same(cell.getValue(), actual.get(cell.getKey())))
              .count();
    }
  }

  static RowDiff of(List<ExpectedRow> expected, List<Map<String, @Nullable Object>> actual) {
    int[] rowOf = match(expected, actual);
    List<ExpectedRow> missing = new ArrayList<>();
    List<Map<String, @Nullable Object>> unexpected = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!contains(rowOf, i)) {
        missing.add(expected.get(i));
      }
    }
    for (int i = 0; i < actual.size(); i++) {
      if (rowOf[i] < 0) {
        unexpected.add(actual.get(i));
      }
    }
    int matched = expected.size() - missing.size();
    return new RowDiff(matched, pair(missing, unexpected), missing, unexpected);
  }

  boolean isEmpty() {
    return changed.isEmpty() && missing.isEmpty() && unexpected.isEmpty();
  }

  /**
   * Gives as many expected rows as possible a row of their own. A row with omitted columns may fit
   * several, so that the first that fits may be another's only one.
   */
  private static int[] match(
      List<ExpectedRow> expected, List<Map<String, @Nullable Object>> actual) {
    int[] rowOf = new int[actual.size()];
    Arrays.fill(rowOf, -1);
    for (int i = 0; i < expected.size(); i++) {
      place(i, expected, actual, rowOf, new boolean[actual.size()]);
    }
    return rowOf;
  }

  private static boolean place(
      int row,
      List<ExpectedRow> expected,
      List<Map<String, @Nullable Object>> actual,
      int[] rowOf,
      boolean[] tried) {
    for (int i = 0; i < actual.size(); i++) {
      Pair pair = new Pair(expected.get(row), actual.get(i));
      if (!tried[i] && pair.same() == pair.expected().cells().size()) {
        tried[i] = true;
        if (rowOf[i] < 0 || place(rowOf[i], expected, actual, rowOf, tried)) {
          rowOf[i] = row;
          return true;
        }
      }
    }
    return false;
  }

  /** Takes out of both lists what is nearest to each other, the nearest first. */
  private static List<Pair> pair(
      List<ExpectedRow> missing, List<Map<String, @Nullable Object>> unexpected) {
    List<Pair> pairs = new ArrayList<>();
    while (true) {
      Pair nearest =
          missing.stream()
              .flatMap(row -> unexpected.stream().map(actual -> new Pair(row, actual)))
              .max(Comparator.comparingInt(Pair::same))
              .orElse(null);
      if (nearest == null || nearest.same() == 0) {
        return pairs;
      }
      pairs.add(nearest);
      missing.remove(nearest.expected());
      removeSame(unexpected, nearest.actual());
    }
  }

  private static void removeSame(
      List<Map<String, @Nullable Object>> rows, Map<String, @Nullable Object> row) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) == row) {
        rows.remove(i);
        return;
      }
    }
  }

  private static boolean contains(int[] rowOf, int row) {
    return Arrays.stream(rowOf).anyMatch(r -> r == row);
  }
}

package io.daggers.sql.table;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row must be like for a query to have any use of it. Lets through at least what the query
 * lets through, which tests every row again; so it may be tested early, and on a part of the row.
 */
public sealed interface RowFilter extends Serializable {

  /** Lets every row through. */
  RowFilter NONE = new And(List.of());

  /** All of them. */
  record And(List<RowFilter> parts) implements RowFilter {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One of them. */
  record Or(List<RowFilter> parts) implements RowFilter {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A value that lies in one of some ranges.
   *
   * @param path position of a column, then of a field in each row within it
   * @param orNull whether NULL passes, too
   */
  record Within(List<Integer> path, List<Range> ranges, boolean orNull) implements RowFilter {
    public Within {
      path = List.copyOf(path);
      ranges = List.copyOf(ranges);
    }
  }

  /** A value that is NULL, or one that is not; of rows, too. */
  record IsNull(List<Integer> path, boolean isNull) implements RowFilter {
    public IsNull {
      path = List.copyOf(path);
    }
  }

  /**
   * Values of one type: {@link String} for text, {@link Long} for whole numbers, {@link Double} or
   * {@link Boolean}.
   *
   * @param lower null where it has no lower end
   * @param upper null where it has no upper end
   */
  record Range(
      @Nullable Serializable lower,
      boolean lowerIncluded,
      @Nullable Serializable upper,
      boolean upperIncluded)
      implements Serializable {

    public static Range point(Serializable value) {
      return new Range(value, true, value, true);
    }
  }
}

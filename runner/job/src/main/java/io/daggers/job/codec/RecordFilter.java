package io.daggers.job.codec;

import io.daggers.sql.table.RowFilter;
import io.daggers.sql.table.RowUses;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Tells from a few values of a record whether a query has any use of it. */
final class RecordFilter {

  private final Predicate<@Nullable Object[]> test;

  private RecordFilter(Predicate<@Nullable Object[]> test) {
    this.test = test;
  }

  static RecordFilter of(RowFilter filter) {
    return new RecordFilter(compile(filter));
  }

  /** The columns with the type NULL for all that a filter does not look at. */
  static RowType columns(RowType columns, RowFilter filter) {
    RowUses uses = new RowUses(columns);
    note(filter, uses);
    return uses.wanted();
  }

  /**
   * @param values by the position of their column
   */
  boolean passes(@Nullable Object[] values) {
    return test.test(values);
  }

  private static void note(RowFilter filter, RowUses uses) {
    if (filter instanceof RowFilter.And and) {
      and.parts().forEach(part -> note(part, uses));
    } else if (filter instanceof RowFilter.Or or) {
      or.parts().forEach(part -> note(part, uses));
    } else if (filter instanceof RowFilter.Within within) {
      uses.addWhole(within.path());
    } else if (filter instanceof RowFilter.IsNull isNull) {
      uses.addPresence(isNull.path());
    }
  }

  private static Predicate<@Nullable Object[]> compile(RowFilter filter) {
    if (filter instanceof RowFilter.And and) {
      return all(parts(and.parts()));
    }
    if (filter instanceof RowFilter.Or or) {
      return any(parts(or.parts()));
    }
    if (filter instanceof RowFilter.IsNull isNull) {
      int[] path = path(isNull.path());
      return values -> (value(values, path) == null) == isNull.isNull();
    }
    RowFilter.Within within = (RowFilter.Within) filter;
    int[] path = path(within.path());
    Span[] spans = within.ranges().stream().map(Span::of).toArray(Span[]::new);
    boolean orNull = within.orNull();
    return values -> {
      Object value = value(values, path);
      return value == null ? orNull : isWithin(value, spans);
    };
  }

  private static List<Predicate<@Nullable Object[]>> parts(List<RowFilter> parts) {
    return parts.stream().map(RecordFilter::compile).toList();
  }

  private static Predicate<@Nullable Object[]> all(List<Predicate<@Nullable Object[]>> parts) {
    return parts.stream().reduce(Predicate::and).orElse(values -> true);
  }

  private static Predicate<@Nullable Object[]> any(List<Predicate<@Nullable Object[]>> parts) {
    return parts.stream().reduce(Predicate::or).orElse(values -> false);
  }

  private static boolean isWithin(Object value, Span[] spans) {
    for (Span span : spans) {
      if (span.holds(value)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Object value(@Nullable Object[] values, int[] path) {
    Object value = values[path[0]];
    for (int i = 1; i < path.length && value != null; i++) {
      value = ((DecodedRow) value).value(path[i]);
    }
    return value;
  }

  private static int[] path(List<Integer> path) {
    return path.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * A range of Flink's internal values.
   *
   * @param lower null where it has no lower end
   * @param upper null where it has no upper end
   */
  private record Span(
      @Nullable Object lower,
      boolean lowerIncluded,
      @Nullable Object upper,
      boolean upperIncluded) {

    static Span of(RowFilter.Range range) {
      Object lower = internal(range.lower());
      Object upper = Objects.equals(range.lower(), range.upper()) ? lower : internal(range.upper());
      return new Span(lower, range.lowerIncluded(), upper, range.upperIncluded());
    }

    boolean holds(Object value) {
      if (lower instanceof StringData && lower == upper) {
        return lower.equals(value);
      }
      return (lower == null || fits(order(value, lower), lowerIncluded))
          && (upper == null || fits(-order(value, upper), upperIncluded));
    }

    private static @Nullable Object internal(@Nullable Object value) {
      return value instanceof String text ? StringData.fromString(text) : value;
    }

    private static boolean fits(int order, boolean included) {
      return order > 0 || (order == 0 && included);
    }

    private static int order(Object value, Object end) {
      if (end instanceof StringData text) {
        return ((StringData) value).compareTo(text);
      }
      if (end instanceof Boolean truth) {
        return Boolean.compare((Boolean) value, truth);
      }
      if (end instanceof Long whole) {
        return Long.compare(((Number) value).longValue(), whole);
      }
      return order((double) value, (double) end);
    }

    /** NaN, and what the query may round to the end of a range, lies in it. */
    private static int order(double value, double end) {
      return value < end ? -1 : value > end ? 1 : 0;
    }
  }
}

package io.daggers.job.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.RowFilter;
import io.daggers.sql.table.RowFilter.Range;
import io.daggers.sql.table.RowUses;
import io.daggers.sql.table.StreamDemand;
import io.daggers.topology.EventTime;
import io.daggers.topology.EventTime.Unit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

/**
 * A reader that is asked for less gives the same of it, and passes over exactly the records that
 * the filter does not let through. More cases: {@code -Ddaggers.codec.cases=1000000}.
 */
final class StreamDemandPropertyTest {

  private static final int CASES = Integer.getInteger("daggers.codec.cases", 20_000);
  private static final long SEED = Long.getLong("daggers.codec.seed", 20261125);
  private static final int MESSAGES_PER_DEMAND = 20;

  private final Random random = new Random(SEED);
  private int passed;
  private int filtered;

  @Test
  void givesTheSameOfWhatIsWanted() throws UndecodableException {
    for (int i = 0; i < CASES / MESSAGES_PER_DEMAND / 3; i++) {
      compare(TestSchemas.EVERYTHING, new EventTime("event_timestamp", Unit.TIMESTAMP));
      compare(TestSchemas.MODERN, new EventTime("event_nanos", Unit.NANOSECONDS));
      compare(RandomSchema.next(random), new EventTime("event_time", Unit.TIMESTAMP));
    }

    assertThat(passed).as("passed, seed " + SEED).isGreaterThan(CASES / 10);
    assertThat(filtered).as("filtered, seed " + SEED).isGreaterThan(CASES / 10);
  }

  private void compare(Descriptor schema, EventTime eventTime) throws UndecodableException {
    RowType columns = RowTypes.of(schema);
    List<List<Integer>> paths = paths(columns, List.of());
    RowUses uses = new RowUses(columns);
    for (int i = random.nextInt(4); i >= 0; i--) {
      List<Integer> path = paths.get(random.nextInt(paths.size()));
      if (random.nextInt(5) == 0) {
        uses.addPresence(path);
      } else {
        uses.addWhole(path);
      }
    }
    MessageReader ofAll = MessageReader.compile(schema, StreamDemand.all(columns), eventTime);
    RowFilter filter = filter(schema, columns, paths, ofAll);
    StreamDemand demand = new StreamDemand(columns, uses.wanted(), filter);
    MessageReader reader = MessageReader.compile(schema, demand, eventTime);
    for (int i = 0; i < MESSAGES_PER_DEMAND; i++) {
      byte[] bytes = new RandomMessage(random).next(schema).toByteArray();
      StreamRow all = decoded(ofAll, bytes);
      if (all == null) {
        continue;
      }
      StreamRow some = reader.read(bytes);
      Map<String, Object> row = PlainValues.of(all, columns);
      boolean wanted = passes(filter, columns, row);
      assertThat(some.isWanted()).as(() -> filter + " of " + row).isEqualTo(wanted);
      assertThat(some.hasEventTime()).isEqualTo(all.hasEventTime());
      if (all.hasEventTime()) {
        assertThat(some.eventTimeMillis()).isEqualTo(all.eventTimeMillis());
      }
      if (wanted) {
        passed++;
        assertThat(wanted(PlainValues.of(some, columns), demand.wanted()))
            .as(() -> demand.summary())
            .isEqualTo(wanted(row, demand.wanted()));
      } else {
        filtered++;
      }
    }
  }

  private static StreamRow decoded(MessageReader reader, byte[] bytes) {
    try {
      return reader.read(bytes);
    } catch (UndecodableException e) {
      return null; // what is undecodable is the subject of MessageReaderPropertyTest
    }
  }

  /** A test of one or two fields against what they are in another message. */
  private RowFilter filter(
      Descriptor schema, RowType columns, List<List<Integer>> paths, MessageReader ofAll) {
    List<RowFilter> parts = new ArrayList<>();
    for (int i = 0; i < 40 && parts.size() < 2; i++) {
      List<Integer> path = paths.get(random.nextInt(paths.size()));
      StreamRow row = decoded(ofAll, new RandomMessage(random).next(schema).toByteArray());
      if (row != null && random.nextInt(8) == 0) {
        parts.add(new RowFilter.IsNull(path, random.nextBoolean()));
      } else if (row != null) {
        Serializable value = end(value(path, columns, PlainValues.of(row, columns)), path, columns);
        if (value != null) {
          parts.add(new RowFilter.Within(path, List.of(range(value)), random.nextBoolean()));
        }
      }
    }
    return random.nextBoolean() ? new RowFilter.Or(parts) : new RowFilter.And(parts);
  }

  private Range range(Serializable value) {
    return switch (random.nextInt(4)) {
      case 0 -> Range.point(value);
      case 1 -> new Range(value, random.nextBoolean() || value instanceof Double, null, false);
      case 2 -> new Range(null, false, value, random.nextBoolean() || value instanceof Double);
      default -> new Range(value, true, value, true);
    };
  }

  private static Serializable end(Object value, List<Integer> path, RowType columns) {
    LogicalTypeRoot root = type(path, columns).getTypeRoot();
    return value == null
        ? null
        : switch (root) {
          case VARCHAR -> (String) value;
          case INTEGER, BIGINT -> ((Number) value).longValue();
          case DOUBLE -> (Double) value;
          case BOOLEAN -> (Boolean) value;
          default -> null;
        };
  }

  private static boolean passes(RowFilter filter, RowType columns, Map<String, Object> row) {
    if (filter instanceof RowFilter.And and) {
      return and.parts().stream().allMatch(part -> passes(part, columns, row));
    }
    if (filter instanceof RowFilter.Or or) {
      return or.parts().stream().anyMatch(part -> passes(part, columns, row));
    }
    if (filter instanceof RowFilter.IsNull isNull) {
      return (value(isNull.path(), columns, row) == null) == isNull.isNull();
    }
    RowFilter.Within within = (RowFilter.Within) filter;
    Serializable value = end(value(within.path(), columns, row), within.path(), columns);
    return value == null
        ? within.orNull()
        : within.ranges().stream().anyMatch(range -> holds(range, value));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static boolean holds(Range range, Serializable value) {
    if (value instanceof Double number && number.isNaN()) {
      return true;
    }
    int lower = range.lower() == null ? 1 : order((Comparable) value, range.lower());
    int upper = range.upper() == null ? -1 : order((Comparable) value, range.upper());
    return (lower > 0 || (lower == 0 && range.lowerIncluded()))
        && (upper < 0 || (upper == 0 && range.upperIncluded()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int order(Comparable value, Serializable end) {
    if (value instanceof Double number) {
      double other = (Double) end;
      return number < other ? -1 : number > other ? 1 : 0;
    }
    // Flink compares the bytes of UTF-8, Java the halves of UTF-16.
    return value instanceof String text
        ? StringData.fromString(text).compareTo(StringData.fromString((String) end))
        : value.compareTo(end);
  }

  /** Every field that a row has, also within rows. */
  private static List<List<Integer>> paths(RowType row, List<Integer> outer) {
    List<List<Integer>> paths = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      List<Integer> path = new ArrayList<>(outer);
      path.add(i);
      paths.add(path);
      if (row.getTypeAt(i) instanceof RowType inner) {
        paths.addAll(paths(inner, path));
      }
    }
    return paths;
  }

  private static LogicalType type(List<Integer> path, RowType row) {
    LogicalType type = row;
    for (int position : path) {
      type = type.getChildren().get(position);
    }
    return type;
  }

  @SuppressWarnings("unchecked")
  private static Object value(List<Integer> path, RowType columns, Map<String, Object> row) {
    Object value = row;
    RowType type = columns;
    for (int position : path) {
      if (value == null) {
        return null;
      }
      value = ((Map<String, Object>) value).get(type.getFieldNames().get(position));
      type = type.getTypeAt(position) instanceof RowType inner ? inner : type;
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> wanted(Map<String, Object> row, RowType wanted) {
    Map<String, Object> some = new LinkedHashMap<>();
    for (RowType.RowField field : wanted.getFields()) {
      Object value = row.get(field.getName());
      if (field.getType() instanceof RowType inner && value != null) {
        some.put(field.getName(), wanted((Map<String, Object>) value, inner));
      } else if (!field.getType().is(LogicalTypeRoot.NULL)) {
        some.put(field.getName(), value);
      }
    }
    return some;
  }
}

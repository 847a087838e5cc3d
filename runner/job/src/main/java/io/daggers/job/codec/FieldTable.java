package io.daggers.job.codec;

import com.google.protobuf.WireFormat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what to do with a field by its number. */
final class FieldTable {

  static final int NO_SLOT = -1;

  /** Numbers up to here are found by index, greater ones by search. */
  private static final int GREATEST_INDEX = 1023;

  private final @Nullable Column[] byNumber;
  private final int[] greaterNumbers;
  private final Column[] greater;

  FieldTable(List<Column> columns) {
    int indexSize =
        columns.stream().mapToInt(c -> c.number).filter(n -> n <= GREATEST_INDEX).max().orElse(0);
    byNumber = new Column[indexSize + 1];
    columns.stream().filter(c -> c.number <= indexSize).forEach(c -> byNumber[c.number] = c);
    greater =
        columns.stream()
            .filter(c -> c.number > indexSize)
            .sorted(Comparator.comparingInt(c -> c.number))
            .toArray(Column[]::new);
    greaterNumbers = Arrays.stream(greater).mapToInt(c -> c.number).toArray();
  }

  /** The column of a field number, NULL for a field to step over. */
  @Nullable Column find(int number) {
    if (number < byNumber.length) {
      return byNumber[number];
    }
    int index = Arrays.binarySearch(greaterNumbers, number);
    return index < 0 ? null : greater[index];
  }

  /** One field: how it is read, and into which slot. */
  static final class Column {
    private final int number;
    private final int wireType;
    private final int slot;
    private final ValueReader reader;
    private final @Nullable ValueReader packed;
    private final int[] rivals;

    /**
     * A column.
     *
     * @param slot where the value goes, or NO_SLOT
     * @param packed reads the many-in-one form of a repeated number, NULL where there is none
     * @param rivals slots of the other fields of the oneof, which this one puts out
     */
    Column(
        int number,
        int wireType,
        int slot,
        ValueReader reader,
        @Nullable ValueReader packed,
        int[] rivals) {
      this.number = number;
      this.wireType = wireType;
      this.slot = slot;
      this.reader = reader;
      this.packed = packed;
      this.rivals = rivals;
    }

    /** The reader for a wire type; NULL where the type makes the field an unknown one. */
    @Nullable ValueReader reader(int foundType) {
      if (foundType == wireType) {
        return reader;
      }
      return foundType == WireFormat.WIRETYPE_LENGTH_DELIMITED ? packed : null;
    }

    @Nullable Object earlier(@Nullable Object[] values) {
      return slot == NO_SLOT ? null : values[slot];
    }

    /** Stores the outcome of an occurrence; NULL is one that does not count. */
    void store(@Nullable Object value, @Nullable Object[] values) {
      if (value == null) {
        return;
      }
      for (int rival : rivals) {
        values[rival] = null;
      }
      if (slot != NO_SLOT) {
        values[slot] = value;
      }
    }
  }
}

package io.daggers.job.codec;

import java.util.function.Function;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Reads a message within a message. */
final class NestedReader implements ValueReader {

  private final FieldsReader fields;
  private final int groupEnd;
  private final Function<@Nullable Object[], @Nullable Object> shape;

  private NestedReader(
      FieldsReader fields, int groupEnd, Function<@Nullable Object[], @Nullable Object> shape) {
    this.fields = fields;
    this.groupEnd = groupEnd;
    this.shape = shape;
  }

  /**
   * Reads a message as a ROW of its fields.
   *
   * @param groupEnd the tag that ends the message if it is a group, 0 if it comes with its length
   */
  static NestedReader row(FieldsReader fields, int groupEnd) {
    return new NestedReader(fields, groupEnd, NestedReader::toRow);
  }

  /** Reads a message that stands for its only field: a wrapper such as Int32Value, a FieldMask. */
  static NestedReader onlyField(FieldsReader fields, int groupEnd) {
    return new NestedReader(fields, groupEnd, values -> values[0]);
  }

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    @Nullable Object[] values = earlier == null ? fields.begin() : (Object[]) earlier;
    int outer = in.enter(groupEnd);
    fields.merge(in, values);
    in.leave(outer, groupEnd);
    return values;
  }

  @Override
  public @Nullable Object finish(@Nullable Object read) throws UndecodableException {
    if (read == null) {
      return null;
    }
    @Nullable Object[] values = (Object[]) read;
    fields.finish(values);
    return shape.apply(values);
  }

  @Override
  public boolean finishes() {
    return true;
  }

  private static RowData toRow(@Nullable Object[] values) {
    return new DecodedRow(values, values.length);
  }
}

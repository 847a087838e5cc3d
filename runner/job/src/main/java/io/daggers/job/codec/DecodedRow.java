package io.daggers.job.codec;

import java.util.Arrays;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.bitmap.Bitmap;
import org.apache.flink.types.variant.Variant;
import org.jspecify.annotations.Nullable;

/** A row over an array that a reader has filled; Flink's GenericRowData would have to copy it. */
class DecodedRow implements RowData {

  private final @Nullable Object[] values;
  private final int arity;
  private RowKind kind = RowKind.INSERT;

  /** A row of the first {@code arity} values. */
  DecodedRow(@Nullable Object[] values, int arity) {
    this.values = values;
    this.arity = arity;
  }

  /** Sets a column to one of Flink's internal values. */
  public void setField(int position, @Nullable Object value) {
    values[position] = value;
  }

  @Nullable Object value(int position) {
    return values[position];
  }

  @Override
  public int getArity() {
    return arity;
  }

  @Override
  public RowKind getRowKind() {
    return kind;
  }

  @Override
  public void setRowKind(RowKind kind) {
    this.kind = kind;
  }

  @Override
  public boolean isNullAt(int position) {
    return values[position] == null;
  }

  @Override
  public boolean getBoolean(int position) {
    return get(position);
  }

  @Override
  public byte getByte(int position) {
    return get(position);
  }

  @Override
  public short getShort(int position) {
    return get(position);
  }

  @Override
  public int getInt(int position) {
    return get(position);
  }

  @Override
  public long getLong(int position) {
    return get(position);
  }

  @Override
  public float getFloat(int position) {
    return get(position);
  }

  @Override
  public double getDouble(int position) {
    return get(position);
  }

  @Override
  public StringData getString(int position) {
    return get(position);
  }

  @Override
  public DecimalData getDecimal(int position, int precision, int scale) {
    return get(position);
  }

  @Override
  public TimestampData getTimestamp(int position, int precision) {
    return get(position);
  }

  @Override
  public <T> RawValueData<T> getRawValue(int position) {
    return get(position);
  }

  @Override
  public byte[] getBinary(int position) {
    return get(position);
  }

  @Override
  public ArrayData getArray(int position) {
    return get(position);
  }

  @Override
  public MapData getMap(int position) {
    return get(position);
  }

  @Override
  public RowData getRow(int position, int fields) {
    return get(position);
  }

  @Override
  public Variant getVariant(int position) {
    return get(position);
  }

  @Override
  public Bitmap getBitmap(int position) {
    return get(position);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DecodedRow row
        && kind == row.kind
        && Arrays.deepEquals(shown(), row.shown());
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Arrays.deepHashCode(shown());
  }

  @Override
  public String toString() {
    return kind.shortString() + Arrays.deepToString(shown());
  }

  private @Nullable Object[] shown() {
    return Arrays.copyOf(values, arity);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows the type
  private <T> T get(int position) {
    return (T) values[position];
  }
}

package io.daggers.job.codec;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Reads repeated fields; a list of numbers becomes an array of primitives. */
final class ArrayReader implements ValueReader {

  private static final ArrayData EMPTY = new GenericArrayData(new Object[0]);

  private final ValueReader element;
  private final LogicalType elementType;

  ArrayReader(ValueReader element, LogicalType elementType) {
    this.element = element;
    this.elementType = elementType;
  }

  /** Reads a run of values that share one length, as repeated reading one by one. */
  static ValueReader packed(ValueReader repeated) {
    return (in, earlier) -> {
      int outer = in.narrow(in.length());
      Object values = earlier;
      while (!in.atEnd()) {
        values = repeated.read(in, values);
      }
      in.widen(outer);
      return values;
    };
  }

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    List<Object> elements = elements(earlier);
    Object value = element.read(in, null);
    if (value != null) {
      elements.add(value);
    }
    return elements;
  }

  @Override
  public Object finish(@Nullable Object read) throws UndecodableException {
    if (read == null) {
      return EMPTY;
    }
    List<Object> elements = elements(read);
    if (element.finishes()) {
      for (int i = 0; i < elements.size(); i++) {
        elements.set(i, element.finish(elements.get(i)));
      }
    }
    return array(elements);
  }

  @Override
  public boolean finishes() {
    return true;
  }

  private ArrayData array(List<Object> elements) {
    return switch (elementType.getTypeRoot()) {
      case INTEGER -> new GenericArrayData(elements.stream().mapToInt(v -> (Integer) v).toArray());
      case BIGINT -> new GenericArrayData(elements.stream().mapToLong(v -> (Long) v).toArray());
      case DOUBLE -> new GenericArrayData(elements.stream().mapToDouble(v -> (Double) v).toArray());
      case FLOAT -> {
        float[] floats = new float[elements.size()];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (Float) elements.get(i);
        }
        yield new GenericArrayData(floats);
      }
      case BOOLEAN -> {
        boolean[] booleans = new boolean[elements.size()];
        for (int i = 0; i < booleans.length; i++) {
          booleans[i] = (Boolean) elements.get(i);
        }
        yield new GenericArrayData(booleans);
      }
      default -> new GenericArrayData(elements.toArray());
    };
  }

  @SuppressWarnings("unchecked") // only this class makes the list
  private static List<Object> elements(@Nullable Object earlier) {
    return earlier == null ? new ArrayList<>() : (List<Object>) earlier;
  }
}

package io.daggers.sql.function.aggregate;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Which values were seen, as a HyperLogLog sketch: a few bytes a value while there are few, and
 * about 4 KB at most. Written as the sketch's own compact bytes.
 */
public final class Distinct {

  /** 2^12 registers: the estimate is within 3.3 % in 95 of 100 cases. */
  private static final int LG_REGISTERS = 12;

  /** One byte a register: what is kept does not depend on the order in which values came. */
  private static final TgtHllType TYPE = TgtHllType.HLL_8;

  /** What stands for a text without letters, which a sketch passes over. */
  private static final String NOTHING = "\0";

  private HllSketch sketch = new HllSketch(LG_REGISTERS, TYPE);

  void add(Object value) {
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      sketch.update(((Number) value).longValue());
    } else if (value instanceof Byte number) {
      sketch.update(number.longValue());
    } else if (value instanceof Double || value instanceof Float) {
      sketch.update(((Number) value).doubleValue());
    } else if (value instanceof byte[] bytes && bytes.length > 0) {
      sketch.update(bytes);
    } else {
      String text = value instanceof byte[] ? "" : value.toString();
      sketch.update(text.isEmpty() ? NOTHING : text);
    }
  }

  /** Leaves the other one as it is. */
  void add(Distinct other) {
    if (other.sketch.isEmpty()) {
      return;
    }
    Union union = new Union(LG_REGISTERS);
    union.update(sketch);
    union.update(other.sketch);
    sketch = union.getResult(TYPE);
  }

  /** The one of the estimates that does not ask in which order values came. */
  long estimate() {
    return Math.round(sketch.getCompositeEstimate());
  }

  /** Writes and reads {@link Distinct}. */
  public static final class Serializer extends SketchSerializer<Distinct> {

    private static final long serialVersionUID = 1L;

    @Override
    byte[] bytes(Distinct of) {
      return of.sketch.toCompactByteArray();
    }

    @Override
    Distinct sketch(byte[] bytes) {
      Distinct read = new Distinct();
      read.sketch = HllSketch.heapify(Memory.wrap(bytes));
      return read;
    }

    @Override
    public Distinct createInstance() {
      return new Distinct();
    }

    @Override
    public TypeSerializerSnapshot<Distinct> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Of {@link Serializer}; Flink makes it by name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Distinct> {

    public Snapshot() {
      super(Serializer::new);
    }
  }
}

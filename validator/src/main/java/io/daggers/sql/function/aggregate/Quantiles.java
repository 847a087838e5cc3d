package io.daggers.sql.function.aggregate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.apache.datasketches.quantilescommon.QuantilesDoublesSketchIterator;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * How numbers are spread: all of them while there are few, a KLL sketch of them from then on.
 *
 * <p>Written as the share that is asked for (a double, NaN where none is yet), the number of plain
 * values (an int, -1 for a sketch), and the values or the sketch.
 */
public final class Quantiles {

  /** Up to so many numbers are kept as they are; with this k ranks are right to about 0.3 %. */
  static final int PLAIN = 1000;

  private static final int HEADER = Double.BYTES + Integer.BYTES;

  double share = Double.NaN;
  private double[] values = new double[4];
  private int count;
  private @Nullable KllDoublesSketch sketch;

  void add(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    if (sketch == null && count < PLAIN) {
      if (count == values.length) {
        values = Arrays.copyOf(values, Math.min(PLAIN, count * 2));
      }
      values[count++] = value;
    } else {
      intoSketch().update(value);
    }
  }

  /** Leaves the other one as it is. */
  void add(Quantiles other) {
    if (Double.isNaN(share)) {
      share = other.share;
    }
    if (other.sketch != null) {
      intoSketch().merge(other.sketch);
    }
    for (int i = 0; i < other.count; i++) {
      add(other.values[i]);
    }
  }

  /** The smallest number that the share of all numbers is not above; empty where there are none. */
  OptionalDouble at(double share) {
    boolean asked = share >= 0 && share <= 1;
    if (!asked || (sketch == null && count == 0)) {
      return OptionalDouble.empty();
    }
    if (sketch != null) {
      return OptionalDouble.of(sketch.getQuantile(share, QuantileSearchCriteria.INCLUSIVE));
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return OptionalDouble.of(sorted[Math.max(0, rank - 1)]);
  }

  /** The median of the distances from the median; empty where there are no numbers. */
  OptionalDouble deviation() {
    OptionalDouble median = at(0.5);
    if (median.isEmpty()) {
      return median;
    }
    double middle = median.getAsDouble();
    Quantiles distances = new Quantiles();
    if (sketch == null) {
      for (int i = 0; i < count; i++) {
        distances.add(Math.abs(values[i] - middle));
      }
      return distances.at(0.5);
    }
    KllDoublesSketch spread = distances.intoSketch();
    QuantilesDoublesSketchIterator each = sketch.iterator();
    while (each.next()) {
      spread.update(Math.abs(each.getQuantile() - middle), each.getWeight());
    }
    return distances.at(0.5);
  }

  private KllDoublesSketch intoSketch() {
    if (sketch == null) {
      sketch = KllDoublesSketch.newHeapInstance(PLAIN);
      for (int i = 0; i < count; i++) {
        sketch.update(values[i]);
      }
      values = new double[0];
      count = 0;
    }
    return sketch;
  }

  /** Writes and reads {@link Quantiles}. */
  public static final class Serializer extends SketchSerializer<Quantiles> {

    private static final long serialVersionUID = 1L;

    @Override
    byte[] bytes(Quantiles of) {
      byte[] sketch = of.sketch == null ? new byte[0] : of.sketch.toByteArray();
      ByteBuffer bytes = ByteBuffer.allocate(HEADER + of.count * Double.BYTES + sketch.length);
      bytes.putDouble(of.share).putInt(of.sketch == null ? of.count : -1);
      for (int i = 0; i < of.count; i++) {
        bytes.putDouble(of.values[i]);
      }
      return bytes.put(sketch).array();
    }

    @Override
    Quantiles sketch(byte[] bytes) {
      ByteBuffer from = ByteBuffer.wrap(bytes);
      Quantiles read = new Quantiles();
      read.share = from.getDouble();
      int count = from.getInt();
      if (count < 0) {
        read.values = new double[0];
        read.sketch =
            KllDoublesSketch.heapify(Memory.wrap(Arrays.copyOfRange(bytes, HEADER, bytes.length)));
        return read;
      }
      read.values = new double[Math.max(4, count)];
      read.count = count;
      for (int i = 0; i < count; i++) {
        read.values[i] = from.getDouble();
      }
      return read;
    }

    @Override
    public Quantiles createInstance() {
      return new Quantiles();
    }

    @Override
    public TypeSerializerSnapshot<Quantiles> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Of {@link Serializer}; Flink makes it by name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Quantiles> {

    public Snapshot() {
      super(Serializer::new);
    }
  }
}

package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.RowTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.jspecify.annotations.Nullable;

/**
 * Reads some fields of a message into an array of values, one per slot, and steps over the others.
 */
final class FieldsReader {

  /**
   * A field that is wanted.
   *
   * @param type the Flink type to read it as; NULL for a field that nobody looks at
   * @param reader reads it; null for the reader of its type
   */
  record Slot(FieldDescriptor field, LogicalType type, @Nullable ValueReader reader) {

    Slot(FieldDescriptor field, LogicalType type) {
      this(field, type, null);
    }

    ValueReader readerOrUsual() {
      return reader == null ? ValueReaders.of(field, type) : reader;
    }

    boolean isRead() {
      return !type.is(LogicalTypeRoot.NULL);
    }

    /** A message that cannot be absent is read, as there is nothing to put in its place. */
    Slot orNeeded() {
      boolean needed =
          field.isRequired() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      return needed && !isRead() ? new Slot(field, RowTypes.of(field)) : this;
    }
  }

  private final FieldTable table;
  private final @Nullable Object[] defaults;
  private final ValueReader[] readers;
  private final int[] finishing;
  private final int[] required;
  private final String[] names;

  /**
   * A reader of the given slots; a slot without a field stays NULL, and one of the type NULL has
   * what its field comes to where it is not on the wire.
   */
  FieldsReader(Descriptor message, List<Optional<Slot>> all) {
    List<Optional<Slot>> slots =
        all.stream().map(slot -> slot.map(Slot::orNeeded).filter(Slot::isRead)).toList();
    defaults = new Object[slots.size()];
    readers = new ValueReader[slots.size()];
    names = new String[slots.size()];
    List<Integer> finishing = new ArrayList<>();
    List<Integer> required = new ArrayList<>();
    List<FieldTable.Column> columns = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).isEmpty()) {
        defaults[i] = all.get(i).map(slot -> ValueReaders.absent(slot.field())).orElse(null);
        continue;
      }
      FieldDescriptor field = slots.get(i).get().field();
      readers[i] = slots.get(i).get().readerOrUsual();
      names[i] = field.getFullName();
      if (readers[i].finishes()) {
        finishing.add(i);
      }
      if (field.isRequired()) {
        required.add(i);
      }
      if (!field.hasPresence() && !field.isRepeated()) {
        defaults[i] = ValueReaders.constantDefault(field, readers[i]);
      }
      columns.add(column(field, i, readers[i], slots));
    }
    columns.addAll(rivals(message, slots));
    this.table = new FieldTable(columns);
    this.finishing = finishing.stream().mapToInt(Integer::intValue).toArray();
    this.required = required.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The values of a message nothing of which has been read. */
  @Nullable Object[] begin() {
    return defaults.clone();
  }

  /** The same, in an array of theirs that is no longer needed. */
  @Nullable Object[] begin(@Nullable Object[] again) {
    System.arraycopy(defaults, 0, again, 0, defaults.length);
    return again;
  }

  /** Reads on to the end of the message, which may be one of several parts of it. */
  void merge(WireCursor in, @Nullable Object[] values) throws UndecodableException {
    while (!in.atEnd()) {
      int tag = in.tag();
      FieldTable.Column column = table.find(tag >>> 3);
      ValueReader reader = column == null ? null : column.reader(tag & 7);
      if (column == null || reader == null) {
        in.skip(tag);
      } else {
        column.store(read(reader, in, column.earlier(values)), values);
      }
    }
  }

  /** The frequent kinds by name, so that the JIT can inline them: it counts only two by itself. */
  private static @Nullable Object read(ValueReader reader, WireCursor in, @Nullable Object earlier)
      throws UndecodableException {
    if (reader instanceof TextReader text) {
      return text.read(in, earlier);
    }
    if (reader instanceof EnumReader names) {
      return names.read(in, earlier);
    }
    if (reader instanceof DoubleReader number) {
      return number.read(in, earlier);
    }
    if (reader instanceof ClockReader clock) {
      return clock.read(in, earlier);
    }
    return reader.read(in, earlier);
  }

  /** Makes Flink's values of what was read. */
  void finish(@Nullable Object[] values) throws UndecodableException {
    for (int slot : finishing) {
      values[slot] = readers[slot].finish(values[slot]);
    }
    for (int slot : required) {
      if (values[slot] == null) {
        throw new UndecodableException(names[slot] + ": required and missing");
      }
    }
  }

  private static FieldTable.Column column(
      FieldDescriptor field, int slot, ValueReader reader, List<Optional<Slot>> slots) {
    return new FieldTable.Column(
        field.getNumber(),
        field.getLiteType().getWireType(),
        slot,
        reader,
        field.isPackable() ? ArrayReader.packed(reader) : null,
        rivalSlots(field, slots));
  }

  /** The unwanted fields of each oneof that has a wanted one: when they come, it goes. */
  private static List<FieldTable.Column> rivals(Descriptor message, List<Optional<Slot>> slots) {
    List<FieldTable.Column> columns = new ArrayList<>();
    for (FieldDescriptor field : message.getFields()) {
      boolean wanted = slots.stream().flatMap(Optional::stream).anyMatch(s -> s.field() == field);
      if (!wanted && rivalSlots(field, slots).length > 0) {
        columns.add(column(field, FieldTable.NO_SLOT, rival(field), slots));
      }
    }
    return columns;
  }

  /** Reads no more of a field than whether it counts. */
  private static ValueReader rival(FieldDescriptor field) {
    if (field.getType() == FieldDescriptor.Type.ENUM) {
      return new EnumReader(field.getEnumType());
    }
    int wireType = field.getLiteType().getWireType();
    int tag = field.getNumber() << 3 | wireType;
    return (in, earlier) -> {
      in.skip(tag);
      return true;
    };
  }

  private static int[] rivalSlots(FieldDescriptor field, List<Optional<Slot>> slots) {
    List<Integer> rivals = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      FieldDescriptor other = slots.get(i).map(Slot::field).orElse(null);
      if (other != null
          && other != field
          && field.getRealContainingOneof() != null
          && field.getRealContainingOneof() == other.getRealContainingOneof()) {
        rivals.add(i);
      }
    }
    return rivals.stream().mapToInt(Integer::intValue).toArray();
  }
}

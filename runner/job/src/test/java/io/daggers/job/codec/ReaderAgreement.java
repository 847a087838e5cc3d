package io.daggers.job.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UninitializedMessageException;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.StreamDemand;
import io.daggers.topology.EventTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Holds the reader against a DynamicMessage, bytes by bytes. */
final class ReaderAgreement {

  static final long SEED = Long.getLong("daggers.codec.seed", 20261123);

  /**
   * An integer of ten bytes with other bits than one in the tenth, which no writer writes. protobuf
   * makes different numbers of it depending on how near the end is; ours makes always the same.
   */
  private static final Pattern OVERLONG = Pattern.compile("[\\x80-\\xff]{9}[^\\x01]");

  /** What came of reading; undecodable bytes are all equal. */
  private record Outcome(Object row, Long eventTime, Exception undecodable) {

    static Outcome undecodable(Exception reason) {
      return new Outcome(null, null, reason);
    }

    boolean isDecodable() {
      return undecodable == null;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Outcome outcome
          && isDecodable() == outcome.isDecodable()
          && Objects.equals(row, outcome.row)
          && Objects.equals(eventTime, outcome.eventTime);
    }

    @Override
    public int hashCode() {
      return Objects.hash(row, eventTime);
    }
  }

  private ReaderAgreement() {}

  /**
   * Reads made up messages both ways, and fails where the two do not come to the same.
   *
   * @param salt tells these cases from those of other schemas
   * @return how many of the cases could be decoded
   */
  static int check(Descriptor schema, EventTime eventTime, long salt, int cases) {
    RowType all = RowTypes.of(schema);
    MessageReader readerOfAll = MessageReader.compile(schema, StreamDemand.all(all), eventTime);
    int decodable = 0;
    for (int i = 0; i < cases; i++) {
      Random random = new Random(SEED + salt * 31 + i);
      byte[] bytes = WireBytes.next(schema, random);
      if (OVERLONG.matcher(new String(bytes, ISO_8859_1)).find()) {
        continue;
      }
      String what = "seed " + SEED + ", salt " + salt + ", case " + i;

      Outcome expected = expected(schema, bytes, all, eventTime);
      assertThat(actual(readerOfAll, bytes, all))
          .as(() -> what + ", " + schema.getFullName() + " " + HexFormat.of().formatHex(bytes))
          .isEqualTo(expected);

      decodable += expected.isDecodable() ? 1 : 0;

      if (i % 8 == 0) {
        RowType some = narrow(all, random);
        Outcome expectedOfSome = expected(schema, bytes, some, eventTime);
        Outcome actual =
            actual(MessageReader.compile(schema, StreamDemand.all(some), eventTime), bytes, some);
        if (expectedOfSome.isDecodable()) {
          assertThat(actual).as(() -> what + " as " + some).isEqualTo(expectedOfSome);
        }
      }
    }
    return decodable;
  }

  private static Outcome actual(MessageReader reader, byte[] bytes, RowType type) {
    try {
      StreamRow row = reader.read(bytes);
      return new Outcome(
          PlainValues.of(row, type), row.hasEventTime() ? row.eventTimeMillis() : null, null);
    } catch (UndecodableException e) {
      return Outcome.undecodable(e);
    }
  }

  private static Outcome expected(
      Descriptor schema, byte[] bytes, RowType type, EventTime eventTime) {
    try {
      DynamicMessage message = DynamicMessage.parseFrom(schema, bytes);
      Map<String, Object> row = ExpectedValues.of(message, type);
      return new Outcome(row, ExpectedEventTime.of(message, eventTime), null);
    } catch (InvalidProtocolBufferException
        | UninitializedMessageException
        | ExpectedValues.NoSuchValue e) {
      return Outcome.undecodable(e);
    }
  }

  /** Some of the columns, in any order, and of the rows within them some of theirs. */
  private static RowType narrow(RowType type, Random random) {
    List<RowType.RowField> kept = new ArrayList<>();
    for (RowType.RowField column : type.getFields()) {
      if (random.nextInt(3) == 0) {
        kept.add(new RowType.RowField(column.getName(), narrow(column.getType(), random)));
      }
    }
    if (kept.isEmpty()) {
      kept.add(type.getFields().get(random.nextInt(type.getFieldCount())));
    }
    Collections.shuffle(kept, random);
    return new RowType(type.isNullable(), kept);
  }

  private static LogicalType narrow(LogicalType type, Random random) {
    if (type instanceof RowType row) {
      return narrow(row, random);
    }
    if (type instanceof ArrayType array) {
      return new ArrayType(array.isNullable(), narrow(array.getElementType(), random));
    }
    return type instanceof MapType map
        ? new MapType(map.isNullable(), map.getKeyType(), narrow(map.getValueType(), random))
        : type;
  }
}

package io.daggers.job.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UninitializedMessageException;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.StreamDemand;
import io.daggers.topology.EventTime;
import io.daggers.topology.EventTime.Unit;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.junit.jupiter.api.Test;

/**
 * Holds the reader against protobuf's own. More cases: {@code -Ddaggers.codec.cases=1000000},
 * others {@code -Ddaggers.codec.seed=7}.
 */
final class MessageReaderPropertyTest {

  private static final int CASES = Integer.getInteger("daggers.codec.cases", 20_000);
  private static final long SEED = Long.getLong("daggers.codec.seed", 20261123);

  private static final EventTime TIMESTAMP = new EventTime("event_timestamp", Unit.TIMESTAMP);
  private static final EventTime MILLISECONDS = new EventTime("event_ms", Unit.MILLISECONDS);
  private static final EventTime SECONDS = new EventTime("event_seconds", Unit.SECONDS);
  private static final EventTime NANOSECONDS = new EventTime("event_nanos", Unit.NANOSECONDS);
  private static final EventTime GROUP = new EventTime("at", Unit.TIMESTAMP);
  private static final EventTime RANDOM = new EventTime("event_time", Unit.TIMESTAMP);

  /** Messages made from one schema before the next one is made up. */
  private static final int MESSAGES_PER_SCHEMA = 20;

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

  @Test
  void readsEveryKindOfFieldAsProtobufDoes() {
    int decodable =
        agree(TestSchemas.EVERYTHING, TIMESTAMP, 1, CASES / 20)
            + agree(TestSchemas.EVERYTHING, MILLISECONDS, 2, CASES / 20)
            + agree(TestSchemas.OLD, SECONDS, 3, CASES / 5)
            + agree(TestSchemas.MODERN, NANOSECONDS, 4, CASES / 10)
            + agree(TestSchemas.MODERN, GROUP, 5, CASES / 10);

    assertThat(decodable).as("enough to be worth it").isGreaterThan(CASES / 8);
  }

  @Test
  void readsMadeUpSchemasAsProtobufDoes() {
    int decodable = 0;
    for (int i = 0; i < CASES / 2 / MESSAGES_PER_SCHEMA; i++) {
      long seed = SEED + 1_000_000L * i;
      Descriptor schema = RandomSchema.next(new Random(seed));
      decodable += agree(schema, RANDOM, seed, MESSAGES_PER_SCHEMA);
    }

    assertThat(decodable).as("enough to be worth it").isGreaterThan(CASES / 8);
  }

  /** Returns how many of the cases could be decoded. */
  private static int agree(Descriptor schema, EventTime eventTime, long salt, int cases) {
    RowType all = RowTypes.of(schema);
    MessageReader readerOfAll = MessageReader.compile(schema, StreamDemand.all(all), eventTime);
    int decodable = 0;
    for (int i = 0; i < cases; i++) {
      Random random = new Random(SEED + salt * 31 + i);
      byte[] bytes = bytes(schema, random);
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

  /** A message as it may come over the wire: whole, in pieces, cut off, damaged, or made up. */
  private static byte[] bytes(Descriptor schema, Random random) {
    byte[] bytes = new RandomMessage(random).next(schema).toByteArray();
    switch (random.nextInt(6)) {
      case 0 -> bytes = scattered(schema, random);
      case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 2 -> damage(bytes, 1, random);
      case 3 -> damage(bytes, 1 + random.nextInt(5), random);
      case 4 -> {
        byte[] more = new RandomMessage(random).next(schema).toByteArray();
        bytes = ByteString.copyFrom(bytes).concat(ByteString.copyFrom(more)).toByteArray();
      }
      default -> {}
    }
    return bytes;
  }

  /** The fields of two messages, each on its own, in any order. */
  private static byte[] scattered(Descriptor schema, Random random) {
    List<ByteString> pieces = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      DynamicMessage message = new RandomMessage(random).next(schema);
      for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
        pieces.add(
            DynamicMessage.newBuilder(schema)
                .setField(field.getKey(), field.getValue())
                .buildPartial()
                .toByteString());
      }
    }
    Collections.shuffle(pieces, random);
    return ByteString.copyFrom(pieces).toByteArray();
  }

  private static void damage(byte[] bytes, int times, Random random) {
    for (int i = 0; i < times && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
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

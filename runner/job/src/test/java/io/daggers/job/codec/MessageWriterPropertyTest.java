package io.daggers.job.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UninitializedMessageException;
import io.daggers.sql.RowTypes;
import io.daggers.sql.WritableTypes;
import io.daggers.sql.table.StreamDemand;
import io.daggers.topology.EventTime;
import io.daggers.topology.EventTime.Unit;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

/** What was read and written again is the same message to protobuf, as far as it was read. */
final class MessageWriterPropertyTest {

  private static final int CASES = Integer.getInteger("daggers.codec.cases", 20_000) / 4;
  private static final long SEED = ReaderAgreement.SEED;
  private static final int MESSAGES_PER_SCHEMA = 20;

  @Test
  void writesEveryKindOfFieldAsItWasRead() throws Exception {
    survive(
        TestSchemas.EVERYTHING, new EventTime("event_timestamp", Unit.TIMESTAMP), 1, CASES / 12);
    survive(TestSchemas.OLD, new EventTime("event_seconds", Unit.SECONDS), 2, CASES / 12);
    survive(TestSchemas.MODERN, new EventTime("event_nanos", Unit.NANOSECONDS), 3, CASES / 12);
  }

  @Test
  void writesTheMessagesThatProtobufTestsItselfWithAsTheyWereRead() throws Exception {
    survive(TestSchemas.GOOGLE_3, TestSchemas.GOOGLE_3_TIME, 4, CASES / 4);
    survive(TestSchemas.GOOGLE_2, TestSchemas.GOOGLE_2_TIME, 5, CASES / 4);
  }

  @Test
  void writesMadeUpSchemasAsTheyWereRead() throws Exception {
    int schemas = CASES / 4 / MESSAGES_PER_SCHEMA;
    for (int i = 0; i < schemas; i++) {
      long seed = SEED + 1_000_000L * i;
      survive(
          RandomSchema.next(new Random(seed)),
          new EventTime("event_time", Unit.TIMESTAMP),
          seed,
          MESSAGES_PER_SCHEMA);
    }
  }

  private static void survive(Descriptor schema, EventTime eventTime, long salt, int cases)
      throws InvalidProtocolBufferException, UnwritableException {
    Optional<RowType> writable = WritableColumns.of(RowTypes.of(schema), schema);
    if (writable.isEmpty() || WritableTypes.obstacle(writable.get(), schema).isPresent()) {
      return; // a required field that cannot be written
    }
    RowType columns = writable.get();
    MessageReader reader = MessageReader.compile(schema, StreamDemand.all(columns), eventTime);
    MessageWriter writer = MessageWriter.compile(schema, columns);
    for (int i = 0; i < cases; i++) {
      byte[] bytes = new RandomMessage(new Random(SEED + salt * 31 + i)).next(schema).toByteArray();
      StreamRow row;
      Map<String, Object> expected;
      try {
        row = reader.read(bytes);
        expected = ExpectedValues.of(DynamicMessage.parseFrom(schema, bytes), columns);
      } catch (UndecodableException
          | UninitializedMessageException
          | InvalidProtocolBufferException e) {
        continue; // the subject of MessageReaderPropertyTest
      }

      byte[] written = writer.write(row);

      assertThat(ExpectedValues.of(DynamicMessage.parseFrom(schema, written), columns))
          .as("seed " + SEED + ", salt " + salt + ", case " + i + ", " + schema.getFullName())
          .isEqualTo(expected);
      assertThat(writer.write(row)).isEqualTo(written);
    }
  }
}

package io.daggers.job.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import com.sun.management.ThreadMXBean;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.StreamDemand;
import io.daggers.topology.EventTime;
import io.daggers.topology.EventTime.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Records made to break their reader are read or refused, and cost memory in proportion to their
 * length, whatever they say of themselves. More: {@code -Ddaggers.codec.cases=1000000}.
 */
final class HostileRecordsTest {

  private static final int CASES = Integer.getInteger("daggers.codec.cases", 20_000);
  private static final Map<Descriptor, EventTime> SCHEMAS =
      Map.of(
          TestSchemas.EVERYTHING,
          new EventTime("event_timestamp", Unit.TIMESTAMP),
          TestSchemas.OLD,
          new EventTime("event_seconds", Unit.SECONDS),
          TestSchemas.MODERN,
          new EventTime("event_nanos", Unit.NANOSECONDS),
          TestSchemas.GOOGLE_3,
          TestSchemas.GOOGLE_3_TIME,
          TestSchemas.GOOGLE_2,
          TestSchemas.GOOGLE_2_TIME);

  /** What a row takes of itself: a place for every column, in every message that is there. */
  private static final long BYTES_PER_RECORD = 128 << 10;

  /** Three bytes can be a message without fields, which becomes a row or a text of JSON. */
  private static final long BYTES_PER_BYTE = 1 << 10;

  private static final int MANY = 10_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private record Reading(boolean decodable, long allocated) {}

  /** One reader, as a task has one. */
  private record Victim(MessageReader reader, Descriptor schema) {

    static Victim of(Map.Entry<Descriptor, EventTime> schema) {
      return new Victim(
          MessageReader.compile(
              schema.getKey(), StreamDemand.all(RowTypes.of(schema.getKey())), schema.getValue()),
          schema.getKey());
    }

    /** Returns whether it could be read. */
    boolean takes(byte[] record, String what) {
      long most = BYTES_PER_RECORD + BYTES_PER_BYTE * record.length;
      Reading reading = read(record, what);
      if (reading.allocated >= most) {
        reading = read(record, what); // classes that are loaded once are not the record's
      }
      assertThat(reading.allocated).as(() -> described(record, what)).isLessThan(most);
      return reading.decodable;
    }

    private Reading read(byte[] record, String what) {
      boolean decodable = true;
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        reader.read(record);
      } catch (UndecodableException e) {
        decodable = false;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError(described(record, what), e);
      }
      return new Reading(decodable, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    private String described(byte[] record, String what) {
      String hex = HexFormat.of().formatHex(record, 0, Math.min(record.length, 500));
      return "%s as %s, %d bytes: %s".formatted(what, schema.getFullName(), record.length, hex);
    }
  }

  @Test
  void refusesLengthsThatTheRecordDoesNotHave() throws Exception {
    for (Map.Entry<Descriptor, EventTime> schema : SCHEMAS.entrySet()) {
      Victim victim = Victim.of(schema);
      for (FieldDescriptor field : schema.getKey().getFields()) {
        for (long length : new long[] {4, 1 << 20, Integer.MAX_VALUE, 0xFFFFFFFFL, -1}) {
          boolean read = victim.takes(claiming(field.getNumber(), length), field.getName());

          assertThat(read).as(field.getFullName() + " of " + length).isFalse();
        }
      }
    }
  }

  @Test
  void takesMemoryForWhatIsThereAlone() throws Exception {
    for (Map.Entry<Descriptor, EventTime> schema : SCHEMAS.entrySet()) {
      Victim victim = Victim.of(schema);
      for (FieldDescriptor field : schema.getKey().getFields()) {
        int number = field.getNumber();
        victim.takes(manyEmpty(number), "many empty " + field.getName());
        victim.takes(zeros(number), "zeros in " + field.getName());
        victim.takes(manyOnes(number), "many ones in " + field.getName());
        victim.takes(nested(number), "nested " + field.getName());
        victim.takes(groups(number), "groups of " + field.getName());
      }
    }
  }

  @Test
  void survivesWhateverComes() {
    int read = 0;
    int each = CASES / 2 / SCHEMAS.size();
    for (Map.Entry<Descriptor, EventTime> schema : SCHEMAS.entrySet()) {
      Victim victim = Victim.of(schema);
      for (int i = 0; i < each; i++) {
        Random random = new Random(ReaderAgreement.SEED + i);
        String what = "seed " + ReaderAgreement.SEED + ", case " + i;
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        victim.takes(noise, what);
        read += victim.takes(WireBytes.next(schema.getKey(), random), what) ? 1 : 0;
      }
    }

    assertThat(read).as("enough to be worth it").isGreaterThan(each);
  }

  /** A field that says how long it is, and three bytes. */
  private static byte[] claiming(int number, long length) throws IOException {
    return record(
        out -> {
          out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt64NoTag(length);
          out.writeRawBytes(new byte[3]);
        });
  }

  private static byte[] manyEmpty(int number) throws IOException {
    return record(
        out -> {
          for (int i = 0; i < MANY; i++) {
            out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(0);
          }
        });
  }

  private static byte[] zeros(int number) throws IOException {
    return record(out -> out.writeByteArray(number, new byte[MANY]));
  }

  private static byte[] manyOnes(int number) throws IOException {
    return record(
        out -> {
          for (int i = 0; i < MANY; i++) {
            out.writeUInt32(number, 1);
          }
        });
  }

  private static byte[] nested(int number) throws IOException {
    byte[] record = new byte[0];
    for (int i = 0; i < 300; i++) {
      byte[] inner = record;
      record = record(out -> out.writeByteArray(number, inner));
    }
    return record;
  }

  private static byte[] groups(int number) throws IOException {
    return record(
        out -> {
          for (int i = 0; i < MANY; i++) {
            out.writeTag(number, WireFormat.WIRETYPE_START_GROUP);
          }
        });
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] record(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    writing.to(out);
    out.flush();
    return bytes.toByteArray();
  }
}

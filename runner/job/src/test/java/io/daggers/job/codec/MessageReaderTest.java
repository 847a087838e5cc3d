package io.daggers.job.codec;

import static com.google.protobuf.TextFormat.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat.ParseException;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.StreamDemand;
import io.daggers.topology.EventTime;
import io.daggers.topology.EventTime.Unit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageReaderTest {

  private static final Descriptor EVERYTHING = TestSchemas.EVERYTHING;
  private static final EventTime TIMESTAMP = new EventTime("event_timestamp", Unit.TIMESTAMP);
  private static final EventTime MILLIS = new EventTime("event_ms", Unit.MILLISECONDS);

  @Test
  void fillsDefaultsWhereTheSchemaHasNoPresence() throws Exception {
    Map<String, Object> row =
        read("", "an_int32", "a_string", "a_color", "optional_int32", "int32s", "counts", "card");

    assertThat(row)
        .containsEntry("an_int32", 0)
        .containsEntry("a_string", "")
        .containsEntry("a_color", "COLOR_UNSPECIFIED")
        .containsEntry("optional_int32", null)
        .containsEntry("int32s", List.of())
        .containsEntry("counts", Map.of())
        .containsEntry("card", null);
  }

  @Test
  void keepsTheWholeRangeOfUnsignedNumbers() throws Exception {
    Map<String, Object> row =
        read("a_uint32: 4294967295 a_uint64: 18446744073709551615", "a_uint32", "a_uint64");

    assertThat(row.get("a_uint32")).isEqualTo(4294967295L);
    assertThat(row.get("a_uint64")).hasToString("18446744073709551615");
  }

  @Test
  void readsNegativeInt32FromTenBytes() throws Exception {
    assertThat(readHex("18ffffffffffffffffff01", "an_int32")).containsEntry("an_int32", -1);
  }

  @Test
  void namesEnumValuesByTheFirstOfTheirNamesAndUnknownOnesByNumber() throws Exception {
    assertThat(read("a_color: CRIMSON", "a_color")).containsEntry("a_color", "RED");
    assertThat(readHex("80012a", "a_color")).containsEntry("a_color", "42");
  }

  @Test
  void dropsAFieldWhenALaterOneOfItsOneofIsNotEvenWanted() throws Exception {
    ByteString card = message("card: 'visa'");
    ByteString cash = message("cash: 5");

    assertThat(read(card.concat(cash).toByteArray(), "card")).containsEntry("card", null);
    assertThat(read(cash.concat(card).toByteArray(), "card")).containsEntry("card", "visa");
  }

  @Test
  void mergesAMessageThatComesInPieces() throws Exception {
    ByteString first = message("an_inner { name: 'a' numbers: 1 deeper { x: 1.5 } }");
    ByteString second = message("an_inner { count: 7 numbers: 2 deeper { at { seconds: 1 } } }");

    Object inner = read(first.concat(second).toByteArray(), "an_inner").get("an_inner");

    assertThat(inner)
        .hasToString(
            "{name=a, count=7, deeper={x=1.5, at=1970-01-01T00:00:01Z, labels={}},"
                + " numbers=[1, 2], deepers=[], left=null, right=null}");
  }

  @Test
  void readsMessagesWithinThemselvesAsJson() throws Exception {
    assertThat(read("tree { label: 'a' first_branch { label: 'b' } }", "tree").get("tree"))
        .hasToString("{label=a, first_branch={\"label\":\"b\"}, branches=[]}");
  }

  @Test
  void keepsTheLastOfEqualKeysInJson() throws Exception {
    ByteString first = message("struct { fields { key: 'a' value { string_value: \"it's\" } } }");
    ByteString second = message("struct { fields { key: 'a' value { string_value: \"<b>\" } } }");

    assertThat(read(first.concat(second).toByteArray(), "struct"))
        .containsEntry("struct", "{\"a\":\"<b>\"}");
    assertThat(read(first.toByteArray(), "struct")).containsEntry("struct", "{\"a\":\"it's\"}");
  }

  @Test
  void readsTheEventTimeThatIsNoColumn() throws Exception {
    byte[] bytes =
        message("event_timestamp { seconds: -1 nanos: 1500000 } event_ms: 12").toByteArray();

    assertThat(reader(TIMESTAMP, "a_bool").read(bytes).eventTimeMillis()).isEqualTo(-999);
    assertThat(reader(MILLIS, "a_bool").read(bytes).eventTimeMillis()).isEqualTo(12);
    assertThat(reader(MILLIS, "event_ms").read(bytes).eventTimeMillis()).isEqualTo(12);
    assertThat(reader(MILLIS, "a_bool").read(bytes).getArity()).isEqualTo(1);
  }

  @Test
  void hasNoEventTimeWhereTheFieldIsAbsentOrZero() throws Exception {
    byte[] bytes = new byte[0];

    assertThat(reader(TIMESTAMP, "a_bool").read(bytes).hasEventTime()).isFalse();
    assertThat(reader(MILLIS, "event_ms").read(bytes).hasEventTime()).isFalse();
    assertThat(
            reader(TIMESTAMP).read(message("event_timestamp {}").toByteArray()).eventTimeMillis())
        .isZero();
  }

  @Test
  void refusesAnEventTimeThatIsNoTime() {
    byte[] bytes = message("event_ms: 9223372036854775807").toByteArray();

    assertThatThrownBy(() -> reader(MILLIS, "a_bool").read(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("event_ms");
  }

  @Test
  void leavesColumnsThatAreNoFieldsToTheCaller() throws Exception {
    RowType produced =
        new RowType(
            List.of(
                new RowType.RowField("rowtime", new LocalZonedTimestampType(3)),
                new RowType.RowField("an_int32", new IntType(false))));

    StreamRow row =
        MessageReader.compile(EVERYTHING, StreamDemand.all(produced), TIMESTAMP)
            .read(message("an_int32: 3").toByteArray());

    assertThat(row.isNullAt(0)).isTrue();
    assertThat(row.getInt(1)).isEqualTo(3);
  }

  @Test
  void refusesAColumnOfAnotherTypeThanItsField() {
    RowType produced = new RowType(List.of(new RowType.RowField("a_string", new IntType())));

    assertThatThrownBy(
            () -> MessageReader.compile(EVERYTHING, StreamDemand.all(produced), TIMESTAMP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a_string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18", // ends after the tag
        "18ffffffffffffffffffff01", // an integer of eleven bytes
        "09ffffff", // half a double
        "7205", // text that is not there
        "72ffffffff07", // a length of 2 GiB
        "72ffffffffffffffffff01", // a length of -1
        "8a0104", // a message that is not there
        "8a01021a05", // fields that leave their message
        "8a8001", // an unknown field that is not there
        "00", // field number 0
        "0e", // wire type 6
        "1b", // a group without end
        "1c", // the end of no group
        "1b24", // the end of another group
        "7202c328", // not UTF-8
        "7203eda080", // half of a surrogate pair
        "9201020881", // a cut timestamp
      })
  void refusesWhatIsNoMessage(String hex) {
    assertThatThrownBy(
            () ->
                readHex(
                    hex,
                    EVERYTHING.getFields().stream().map(f -> f.getName()).toArray(String[]::new)))
        .isInstanceOf(UndecodableException.class)
        .hasNoSuppressedExceptions()
        .extracting(Throwable::getStackTrace)
        .isEqualTo(new StackTraceElement[0]);
  }

  @Test
  void refusesOrReadsButNeverBreaksOnAMessageCutAnywhere() {
    byte[] bytes =
        message(
                "a_string: 'text' an_inner { name: 'a' numbers: [1, 2, 3] } counts { key: 'k' value: 2 }"
                    + " doubles: [1, 2] struct { fields { key: 'k' value { number_value: 1 } } }")
            .toByteArray();
    MessageReader reader =
        MessageReader.compile(EVERYTHING, StreamDemand.all(RowTypes.of(EVERYTHING)), TIMESTAMP);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatCode(() -> readOrRefuse(reader, cut)).doesNotThrowAnyException();
    }
  }

  @Test
  void readsAHundredMessagesWithinEachOtherAndNotOneMore() throws Exception {
    RowType all = RowTypes.of(EVERYTHING);
    MessageReader reader = MessageReader.compile(EVERYTHING, StreamDemand.all(all), TIMESTAMP);

    assertThat(reader.read(nested(100)).getArity()).isEqualTo(all.getFieldCount());
    assertThatThrownBy(() -> reader.read(nested(101))).isInstanceOf(UndecodableException.class);
    assertThatThrownBy(() -> reader.read(new byte[] {}).eventTimeMillis())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void limitsTheGroupsItStepsOver() throws Exception {
    MessageReader reader = reader(TIMESTAMP, "a_bool");

    assertThat(reader.read(groups(100)).getArity()).isEqualTo(1);
    assertThatThrownBy(() -> reader.read(groups(101))).isInstanceOf(UndecodableException.class);
    assertThatThrownBy(() -> reader.read(groups(1_000_000)))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void refusesAMessageWithoutARequiredField() {
    MessageReader reader =
        MessageReader.compile(
            TestSchemas.OLD,
            StreamDemand.all(RowTypes.of(TestSchemas.OLD)),
            new EventTime("event_seconds", Unit.SECONDS));

    assertThatThrownBy(() -> reader.read(HexFormat.of().parseHex("0a0161")))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("codec.two.Old.part: required and missing");
  }

  @Test
  void readsOnAfterARecordThatItRefused() throws Exception {
    MessageReader reader = reader(TIMESTAMP, "an_inner");

    readOrRefuse(reader, HexFormat.of().parseHex("8a0104"));

    assertThat(reader.read(message("an_inner { count: 2 }").toByteArray()).getRow(0, 7).getLong(1))
        .isEqualTo(2);
  }

  private static void readOrRefuse(MessageReader reader, byte[] bytes) {
    try {
      reader.read(bytes);
    } catch (UndecodableException e) {
      assertThat(e).hasMessageContaining(":");
    }
  }

  /** {@code again { again { ... } }}, field 111. */
  private static byte[] nested(int depth) {
    ByteString message = ByteString.EMPTY;
    ByteString tag = ByteString.copyFrom(new byte[] {(byte) 0xFA, 0x06});
    for (int i = 0; i < depth; i++) {
      message = tag.concat(length(message.size())).concat(message);
    }
    return message.toByteArray();
  }

  private static ByteString length(int length) {
    return length < 128
        ? ByteString.copyFrom(new byte[] {(byte) length})
        : ByteString.copyFrom(new byte[] {(byte) ((length & 0x7F) | 0x80), (byte) (length >> 7)});
  }

  /** Groups of the unknown field 1000 within each other. */
  private static byte[] groups(int depth) {
    byte[] bytes = new byte[depth * 4];
    for (int i = 0; i < depth; i++) {
      bytes[i * 2] = (byte) 0xC3;
      bytes[i * 2 + 1] = 0x3E;
      bytes[(depth + i) * 2] = (byte) 0xC4;
      bytes[(depth + i) * 2 + 1] = 0x3E;
    }
    return bytes;
  }

  private static Map<String, Object> read(String text, String... columns) throws Exception {
    return read(message(text).toByteArray(), columns);
  }

  private static Map<String, Object> readHex(String hex, String... columns) throws Exception {
    return read(HexFormat.of().parseHex(hex), columns);
  }

  private static Map<String, Object> read(byte[] bytes, String... columns) throws Exception {
    RowType produced = columns(columns);
    return PlainValues.of(
        MessageReader.compile(EVERYTHING, StreamDemand.all(produced), TIMESTAMP).read(bytes),
        produced);
  }

  private static MessageReader reader(EventTime eventTime, String... columns) {
    return MessageReader.compile(EVERYTHING, StreamDemand.all(columns(columns)), eventTime);
  }

  private static RowType columns(String... names) {
    RowType all = RowTypes.of(EVERYTHING);
    return new RowType(
        false,
        Arrays.stream(names)
            .map(name -> new RowType.RowField(name, all.getTypeAt(all.getFieldIndex(name))))
            .toList());
  }

  private static ByteString message(String text) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(EVERYTHING);
    try {
      merge(text, message);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
    return message.build().toByteString();
  }
}

package io.daggers.job.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.NullType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

final class MessageWriterTest {

  private static final Descriptor EVERYTHING = TestSchemas.EVERYTHING;
  private static final LogicalType TEXT = VarCharType.STRING_TYPE;

  @Test
  void leavesOutWhatIsNullOrNotSelected() throws Exception {
    assertThat(write("optional_int32", new IntType(), null)).isEmpty();
    assertThat(write("optional_int32", new NullType(), null)).isEmpty();
    assertThat(write("optional_int32", new IntType(), 0)).isEqualTo("optional_int32: 0\n");
  }

  @Test
  void writesATimestampWithoutZoneAsUtc() throws Exception {
    TimestampData beforeTheEpoch = TimestampData.fromEpochMillis(-1, 5);

    assertThat(write("event_timestamp", new TimestampType(9), beforeTheEpoch))
        .isEqualTo("event_timestamp {\n  seconds: -1\n  nanos: 999000005\n}\n");
  }

  @Test
  void writesNegativeDurations() throws Exception {
    DecimalData seconds = DecimalData.fromUnscaledLong(-1_500, 10, 3);

    assertThat(write("duration", new DecimalType(10, 3), seconds))
        .isEqualTo("duration {\n  seconds: -1\n  nanos: -500000000\n}\n");
  }

  @Test
  void writesMapsInTheOrderOfTheirKeys() throws Exception {
    Map<StringData, Integer> counts = new HashMap<>();
    List.of("b", "c", "a", "aa").forEach(key -> counts.put(StringData.fromString(key), 1));

    assertThat(write("counts", new MapType(TEXT, new IntType()), new GenericMapData(counts)))
        .containsSubsequence("\"a\"", "\"aa\"", "\"b\"", "\"c\"");
  }

  @Test
  void namesTheColumnThatDoesNotFit() {
    refuses("a_uint32", new BigIntType(), -1L, "column a_uint32: -1 does not fit uint32");
    refuses(
        "a_uint32", new BigIntType(), 1L << 32, "column a_uint32: 4294967296 does not fit uint32");
    refuses(
        "a_uint64",
        new DecimalType(20, 0),
        DecimalData.fromBigDecimal(new java.math.BigDecimal("18446744073709551616"), 20, 0),
        "column a_uint64: 18446744073709551616 does not fit uint64");
    refuses(
        "a_color",
        TEXT,
        StringData.fromString("PINK"),
        "column a_color: 'PINK' is not a value of Color");
    refuses(
        "a_color", TEXT, StringData.fromString("1"), "column a_color: '1' is not a value of Color");
    refuses(
        "int32s",
        new ArrayType(new IntType()),
        new GenericArrayData(new Integer[] {1, null}),
        "column int32s: NULL in an array or a map");
    refuses("struct", TEXT, StringData.fromString("{"), "column struct: not the JSON of a Struct");
    refuses(
        "event_timestamp",
        new TimestampType(3),
        TimestampData.fromEpochMillis(Long.MAX_VALUE),
        "column event_timestamp: a timestamp outside of the years 1 to 9999");
  }

  @Test
  void namesTheColumnWithinARow() {
    RowType inner =
        new RowType(List.of(new RowType.RowField("numbers", new ArrayType(new IntType()))));
    GenericRowData value = GenericRowData.of(new GenericArrayData(new Integer[] {null}));

    refuses("an_inner", inner, value, "column an_inner.numbers: NULL in an array or a map");
  }

  @Test
  void refusesASecondFieldOfAOneof() {
    RowType columns =
        new RowType(
            List.of(
                new RowType.RowField("card", TEXT), new RowType.RowField("cash", new IntType())));
    MessageWriter writer = MessageWriter.compile(EVERYTHING, columns);

    assertThatThrownBy(() -> writer.write(GenericRowData.of(StringData.fromString("visa"), 5)))
        .isInstanceOf(UnwritableException.class)
        .hasMessage("column cash: only one field of payment may be set, and card is set too");
  }

  @Test
  void refusesColumnsThatTheSchemaCannotHold() {
    RowType columns = new RowType(List.of(new RowType.RowField("an_int32", new BigIntType())));

    assertThatThrownBy(() -> MessageWriter.compile(EVERYTHING, columns))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an_int32");
  }

  private static void refuses(String column, LogicalType type, Object value, String message) {
    assertThatThrownBy(() -> write(column, type, value))
        .isInstanceOf(UnwritableException.class)
        .hasMessage(message);
  }

  private static String write(String column, LogicalType type, Object value) throws Exception {
    RowType columns = new RowType(List.of(new RowType.RowField(column, type)));
    byte[] bytes = MessageWriter.compile(EVERYTHING, columns).write(GenericRowData.of(value));
    return DynamicMessage.parseFrom(EVERYTHING, bytes).toString();
  }
}

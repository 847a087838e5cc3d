package io.daggers.job.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

final class KeyWriterTest {

  private static final RowType COLUMNS =
      new RowType(
          List.of(
              new RowType.RowField("city", VarCharType.STRING_TYPE),
              new RowType.RowField("s2id", new BigIntType()),
              new RowType.RowField("at", new TimestampType(3)),
              new RowType.RowField("price", new DecimalType(10, 2)),
              new RowType.RowField("surge", new BooleanType()),
              new RowType.RowField("factor", new DoubleType())));

  private static final GenericRowData ROW =
      GenericRowData.of(
          StringData.fromString("São \"Paulo\""),
          -7L,
          TimestampData.fromEpochMillis(60_000),
          DecimalData.fromUnscaledLong(150, 10, 2),
          true,
          1.5);

  @Test
  void writesOneColumnAsItsText() {
    assertThat(key(ROW, "city")).isEqualTo("São \"Paulo\"");
    assertThat(key(ROW, "s2id")).isEqualTo("-7");
    assertThat(key(ROW, "at")).isEqualTo("1970-01-01T00:01:00Z");
    assertThat(key(ROW, "price")).isEqualTo("1.50");
  }

  @Test
  void writesSeveralColumnsAsAJsonArray() {
    assertThat(key(ROW, "city", "s2id", "at", "price", "surge"))
        .isEqualTo("[\"São \\\"Paulo\\\"\",-7,\"1970-01-01T00:01:00Z\",1.50,true]");
  }

  @Test
  void writesNoKeyForNullAndNullAmongSeveral() {
    assertThat(KeyWriter.compile(COLUMNS, List.of("city")).write(new GenericRowData(6))).isNull();
    assertThat(key(new GenericRowData(6), "city", "s2id")).isEqualTo("[null,null]");
  }

  @Test
  void refusesWhatIsNoKey() {
    assertThatThrownBy(() -> KeyWriter.compile(COLUMNS, List.of("factor")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("factor");
    assertThatThrownBy(() -> KeyWriter.compile(COLUMNS, List.of("nowhere")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyWriter.compile(COLUMNS, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String key(GenericRowData row, String... columns) {
    return new String(KeyWriter.compile(COLUMNS, List.of(columns)).write(row), UTF_8);
  }
}

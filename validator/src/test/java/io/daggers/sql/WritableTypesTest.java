package io.daggers.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WritableTypesTest {

  private static final Descriptor MESSAGE =
      ProtoSource.messageM(
          "syntax = \"proto3\";",
          """
          message M {
            int32 i32 = 1; uint32 u32 = 2; int64 i64 = 3; uint64 u64 = 4;
            float f = 5; double d = 6; bool flag = 7; string text = 8; bytes raw = 9;
            E status = 10; N place = 11; repeated int32 list = 12; map<string, int32> counts = 13;
            google.protobuf.Timestamp at = 14; google.protobuf.Duration took = 15;
            google.protobuf.Int32Value wrapped = 16; google.protobuf.Struct json = 17;
            google.protobuf.FieldMask mask = 18; google.protobuf.Empty empty = 19; M again = 20;
          }
          message N { double lat = 1; }
          enum E { ZERO = 0; }
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i32     | TINYINT",
        "i32     | INT",
        "i32     | DECIMAL(9, 0)",
        "u32     | BIGINT",
        "u32     | INT",
        "i64     | INT",
        "i64     | BIGINT",
        "i64     | DECIMAL(18, 0)",
        "u64     | BIGINT",
        "u64     | DECIMAL(20, 0)",
        "f       | FLOAT",
        "f       | SMALLINT",
        "d       | DOUBLE",
        "d       | FLOAT",
        "d       | INT",
        "d       | DECIMAL(15, 2)",
        "flag    | BOOLEAN",
        "text    | STRING",
        "text    | CHAR(3)",
        "raw     | BYTES",
        "status  | STRING",
        "status  | CHAR(4)",
        "place   | ROW<lat DOUBLE>",
        "list    | ARRAY<INT>",
        "counts  | MAP<STRING, INT>",
        "at      | TIMESTAMP(3)",
        "at      | TIMESTAMP_LTZ(9)",
        "took    | DECIMAL(21, 9)",
        "took    | INT",
        "wrapped | INT",
        "json    | STRING",
        "mask    | ARRAY<STRING>",
        "empty   | BOOLEAN",
        "again   | ROW<i32 INT, again ROW<text STRING>>",
        "i32     | NULL",
        "place   | NULL",
      })
  void takesWhatFitsWithoutLoss(String field, String type) {
    assertThat(obstacle(field, type)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "i32 | BIGINT | i32 is int32 in the schema and cannot hold every BIGINT: CAST it to INT",
        "i32 | DECIMAL(10, 2) | i32 is int32 in the schema and cannot hold every DECIMAL(10, 2): CAST it to INT",
        "i64 | DECIMAL(38, 0) | i64 is int64 in the schema and cannot hold every DECIMAL(38, 0): CAST it to BIGINT",
        "i64 | DOUBLE | i64 is int64 in the schema and cannot hold every DOUBLE: CAST it to BIGINT",
        "f | DOUBLE | f is float in the schema and cannot hold every DOUBLE: CAST it to FLOAT",
        "f | INT | f is float in the schema and cannot hold every INT: CAST it to FLOAT",
        "d | BIGINT | d is double in the schema and cannot hold every BIGINT: CAST it to DOUBLE",
        "i32 | STRING | i32 is int32 in the schema and needs INT, not STRING",
        "text | INT | text is string in the schema and needs STRING, not INT",
        "status | INT | status is an enum in the schema and needs STRING, not INT",
        "at | BIGINT | at is google.protobuf.Timestamp in the schema and needs TIMESTAMP, not BIGINT",
        "took | DOUBLE | took is google.protobuf.Duration in the schema and needs DECIMAL(21, 9) in seconds, not DOUBLE",
        "place | STRING | place is p.N in the schema and needs ROW of p.N's fields, not STRING",
        "place | ROW<lng DOUBLE> | in place, p.N has no field lng",
        "place | ROW<lat STRING> | in place, lat is double in the schema and needs DOUBLE, not STRING",
        "again | STRING | again is p.M in the schema and needs ROW of p.M's fields, not STRING",
        "list | INT | list is repeated and needs an ARRAY, not INT",
        "list | ARRAY<BIGINT> | list is int32 in the schema and cannot hold every BIGINT: CAST it to INT",
        "counts | ARRAY<INT> | counts is a map and needs a MAP, not ARRAY<INT>",
        "counts | MAP<STRING, STRING> | in the map counts, value is int32 in the schema and needs INT, not STRING",
        "wrapped | BIGINT | wrapped: value is int32 in the schema and cannot hold every BIGINT: CAST it to INT",
      })
  void tellsWhatDoesNotFit(String field, String type, String reason) {
    assertThat(obstacle(field, type)).hasValue(reason);
  }

  @Test
  void looksAtEveryColumnAndForWhatIsMissing() {
    Descriptor old =
        ProtoSource.messageM(
            "syntax = \"proto2\";", "message M { required int32 id = 1; optional int32 n = 2; }");

    assertThat(WritableTypes.obstacle(row("ROW<id INT>"), old)).isEmpty();
    assertThat(WritableTypes.obstacle(row("ROW<n INT>"), old)).hasValue("p.M needs the field id");
    assertThat(WritableTypes.obstacle(row("ROW<id INT, x INT>"), old))
        .hasValue("p.M has no field x");
    assertThat(WritableTypes.obstacle(row("ROW<id NULL>"), old))
        .hasValue("id is required and cannot be NULL");
  }

  @Test
  void takesWhateverRowTypesGivesButMessagesCutShort() {
    for (RowType.RowField column : RowTypes.of(MESSAGE).getFields()) {
      boolean cut = column.getName().equals("again");

      assertThat(obstacle(column.getName(), column.getType()).isPresent())
          .as(column.getName())
          .isEqualTo(cut);
    }
  }

  private static Optional<String> obstacle(String field, String type) {
    return obstacle(field, type(type));
  }

  private static Optional<String> obstacle(String field, LogicalType type) {
    return WritableTypes.obstacle(type, MESSAGE.findFieldByName(field));
  }

  private static RowType row(String type) {
    return (RowType) type(type);
  }

  private static LogicalType type(String type) {
    return LogicalTypeParser.parse(type, WritableTypesTest.class.getClassLoader());
  }
}

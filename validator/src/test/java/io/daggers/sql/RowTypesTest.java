package io.daggers.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalType;
import org.junit.jupiter.api.Test;

final class RowTypesTest {

  private static final String PROTO3 = "syntax = \"proto3\";";
  private static final String PROTO2 = "syntax = \"proto2\";";

  /** Every kind of field, and after it the type of its column. */
  private static final String FIELDS =
      """
      int32 f1 = 1; // INT NOT NULL
      sint32 f2 = 2; // INT NOT NULL
      sfixed32 f3 = 3; // INT NOT NULL
      uint32 f4 = 4; // BIGINT NOT NULL
      fixed32 f5 = 5; // BIGINT NOT NULL
      int64 f6 = 6; // BIGINT NOT NULL
      sint64 f7 = 7; // BIGINT NOT NULL
      sfixed64 f8 = 8; // BIGINT NOT NULL
      uint64 f9 = 9; // DECIMAL(20, 0) NOT NULL
      fixed64 f10 = 10; // DECIMAL(20, 0) NOT NULL
      float f11 = 11; // FLOAT NOT NULL
      double f12 = 12; // DOUBLE NOT NULL
      bool f13 = 13; // BOOLEAN NOT NULL
      string f14 = 14; // STRING NOT NULL
      bytes f15 = 15; // BYTES NOT NULL
      E f16 = 16; // STRING NOT NULL
      optional int32 f17 = 17; // INT
      optional E f18 = 18; // STRING
      oneof o { string f19 = 19; } // STRING
      N f20 = 20; // ROW<`n` INT NOT NULL>
      repeated int32 f21 = 21; // ARRAY<INT NOT NULL> NOT NULL
      repeated N f22 = 22; // ARRAY<ROW<`n` INT NOT NULL> NOT NULL> NOT NULL
      map<string, uint64> f23 = 23; // MAP<STRING NOT NULL, DECIMAL(20, 0) NOT NULL> NOT NULL
      map<int32, N> f24 = 24; // MAP<INT NOT NULL, ROW<`n` INT NOT NULL> NOT NULL> NOT NULL
      google.protobuf.Timestamp f25 = 25; // TIMESTAMP_LTZ(9)
      repeated google.protobuf.Timestamp f26 = 26; // ARRAY<TIMESTAMP_LTZ(9) NOT NULL> NOT NULL
      google.protobuf.Duration f27 = 27; // DECIMAL(21, 9)
      google.protobuf.Int32Value f28 = 28; // INT
      google.protobuf.UInt64Value f29 = 29; // DECIMAL(20, 0)
      google.protobuf.StringValue f30 = 30; // STRING
      google.protobuf.Struct f31 = 31; // STRING
      google.protobuf.Value f32 = 32; // STRING
      google.protobuf.ListValue f33 = 33; // STRING
      google.protobuf.Any f34 = 34; // ROW<`type_url` STRING NOT NULL, `value` BYTES NOT NULL>
      google.protobuf.FieldMask f35 = 35; // ARRAY<STRING NOT NULL>
      google.protobuf.Empty f36 = 36; // BOOLEAN
      Nothing f37 = 37; // BOOLEAN
      M f38 = 38; // STRING
      repeated M f39 = 39; // ARRAY<STRING NOT NULL> NOT NULL
      Loop f40 = 40; // ROW<`next` STRING, `m` STRING>
      """;

  @Test
  void mapsEveryKindOfField() {
    String types =
        FIELDS.lines().map(line -> line.split("// ")[1]).collect(Collectors.joining("\n"));

    assertThat(
            RowTypes.of(proto3(FIELDS)).getChildren().stream()
                .map(RowTypesTest::words)
                .collect(Collectors.joining("\n")))
        .isEqualTo(types);
  }

  @Test
  void ordersColumnsByFieldNumber() {
    assertThat(columns(proto3("int32 c = 3; int32 a = 1; int32 b = 2;")))
        .isEqualTo("a INT NOT NULL, b INT NOT NULL, c INT NOT NULL");
  }

  @Test
  void makesProto2FieldsNullableUnlessRequired() {
    Descriptor message =
        ProtoSource.messageM(
            PROTO2,
            "message M { required int32 a = 1; optional int32 b = 2 [default = 5];"
                + " optional group C = 3 { optional bool d = 1; } extensions 10 to 20; }"
                + " extend M { optional string e = 10; }");

    assertThat(columns(message)).isEqualTo("a INT NOT NULL, b INT, c ROW<`d` BOOLEAN>");
  }

  @Test
  void cutsOnlyWhereAMessageContainsItself() {
    assertThat(columns(proto3("N a = 1; N b = 2;")))
        .isEqualTo("a ROW<`n` INT NOT NULL>, b ROW<`n` INT NOT NULL>");
  }

  @Test
  void givesOneFieldTheTypeOfItsColumn() {
    Descriptor message = proto3("M again = 1; repeated uint32 numbers = 2;");

    for (int i = 0; i < 2; i++) {
      assertThat(RowTypes.of(message.getFields().get(i)))
          .isEqualTo(RowTypes.of(message).getTypeAt(i));
    }
  }

  private static Descriptor proto3(String fields) {
    return ProtoSource.messageM(
        PROTO3,
        "message M { %s } message N { int32 n = 1; } message Nothing {} enum E { ZERO = 0; }"
                .formatted(fields)
            + " message Loop { Loop next = 1; M m = 2; }");
  }

  private static String columns(Descriptor message) {
    return RowTypes.of(message).getFields().stream()
        .map(column -> column.getName() + " " + words(column.getType()))
        .collect(Collectors.joining(", "));
  }

  private static String words(LogicalType type) {
    return type.asSerializableString()
        .replace("VARCHAR(2147483647)", "STRING")
        .replace("VARBINARY(2147483647)", "BYTES")
        .replace("TIMESTAMP(9) WITH LOCAL TIME ZONE", "TIMESTAMP_LTZ(9)");
  }
}

package io.daggers.schema;

import static io.daggers.schema.EvolutionRule.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Schemas before and after one edit each, and the rules that the edit breaks. */
final class EvolutionCases {

  /** In proto3. */
  private static final String TRIP =
      """
      syntax = "proto3";
      package p.v1;
      import "google/protobuf/timestamp.proto";
      // What happened to a trip.
      message Trip {
        reserved 50, 60 to 70;
        reserved "old_name", "older_name";
        string id = 1;
        Status status = 2;
        int32 seats = 3;
        int64 distance = 4;
        double fare = 5;
        repeated string tags = 6;
        map<string, int64> counts = 7;
        optional string note = 8;
        Place start = 9;
        google.protobuf.Timestamp at = 10;
        bytes blob = 11;
        oneof payment {
          string card = 12;
          string wallet = 13;
        }
        oneof extra {
          int32 tip = 14;
        }
        bool shared = 15;
        uint32 wait = 16;
        sint64 delta = 17;
        fixed32 mark = 18;
        float share = 19;
        repeated int32 legs = 20;
        enum Mode {
          MODE_UNSET = 0;
          MODE_FAST = 1;
        }
        Mode mode = 21;
        message Inner {
          string a = 1;
          int32 b = 2;
        }
        Inner inner = 22;
        string note_two = 23 [json_name = "noteTwo"];
      }
      message Place {
        double lat = 1;
        double lng = 2;
      }
      message Spare {
        string a = 1;
      }
      enum Status {
        reserved 8, 20 to 30;
        reserved "S_GONE";
        S_UNSET = 0;
        S_DONE = 1;
        S_CANCELLED = 2;
      }
      enum Spared {
        SPARED_UNSET = 0;
      }
      enum Twice {
        option allow_alias = true;
        TWICE_UNSET = 0;
        TWICE_A = 1;
        TWICE_B = 1;
      }
      """;

  /** In proto2. */
  private static final String OLD =
      """
      syntax = "proto2";
      package p.v1;
      message Old {
        required string id = 1;
        optional int32 seats = 2 [default = 4];
        optional string city = 3 [default = "jakarta"];
        optional Kind kind = 4 [default = B];
        optional bool open = 5 [default = true];
        repeated double parts = 6;
        optional string plain = 7;
        optional group Box = 8 {
          optional string a = 1;
        }
      }
      enum Kind {
        A = 0;
        B = 1;
      }
      """;

  /** In an edition. */
  private static final String NEWER =
      """
      edition = "2023";
      package p.v1;
      message Newer {
        string a = 1;
        string b = 2 [features.field_presence = IMPLICIT];
        Point c = 3;
        Open d = 4;
      }
      message Point {
        int32 x = 1;
      }
      enum Open {
        OPEN_UNSET = 0;
        OPEN_A = 1;
      }
      """;

  private static final String OTHER_PACKAGE =
      """
      syntax = "proto3";
      package q.v1;
      message Alone {
        string a = 1;
      }
      """;

  private static final String IMPORTING =
      "syntax = \"proto3\";\npackage q.v1;\nimport \"a.proto\";\nmessage B {\n}\n";

  private final List<Case> cases = new ArrayList<>();

  /**
   * @param broken the rules that the edit breaks; empty where it is safe
   */
  record Case(
      String name,
      Map<String, String> before,
      Map<String, String> after,
      Set<EvolutionRule> broken) {}

  static List<Case> all() {
    EvolutionCases cases = new EvolutionCases();
    cases.types();
    cases.fields();
    cases.oneofs();
    cases.enums();
    cases.reserved();
    cases.proto2();
    cases.editions();
    cases.filesAndPackages();
    cases.safe();
    return cases.cases;
  }

  private void types() {
    trip("int32 to int64", "int32 seats", "int64 seats", FIELD_SAME_TYPE);
    trip("int64 to int32", "int64 distance", "int32 distance", FIELD_SAME_TYPE);
    trip("double to float", "double fare", "float fare", FIELD_SAME_TYPE);
    trip("uint32 to int32", "uint32 wait", "int32 wait", FIELD_SAME_TYPE);
    trip("sint64 to int64", "sint64 delta", "int64 delta", FIELD_SAME_TYPE);
    trip("fixed32 to uint32", "fixed32 mark", "uint32 mark", FIELD_SAME_TYPE);
    trip("string to bytes", "string id", "bytes id", FIELD_SAME_TYPE);
    trip("bytes to string", "bytes blob", "string blob", FIELD_SAME_TYPE);
    trip("bool to int32", "bool shared", "int32 shared", FIELD_SAME_TYPE);
    trip("enum to int32", "Status status = 2", "int32 status = 2", FIELD_SAME_TYPE);
    trip("enum to another enum", "Status status = 2", "Spared status = 2", FIELD_SAME_TYPE);
    trip("message to another message", "Place start", "Spare start", FIELD_SAME_TYPE);
    trip(
        "Timestamp to int64",
        "google.protobuf.Timestamp at",
        "int64 at",
        FIELD_SAME_TYPE,
        FIELD_SAME_CARDINALITY);
    trip("type of a repeated field", "repeated int32 legs", "repeated int64 legs", FIELD_SAME_TYPE);
    trip("value of a map", "map<string, int64>", "map<string, int32>", FIELD_SAME_TYPE);
    trip("key of a map", "map<string, int64>", "map<int32, int64>", FIELD_SAME_TYPE);
    trip("type inside a nested message", "int32 b = 2;", "string b = 2;", FIELD_SAME_TYPE);
    trip("type inside a oneof", "string card", "bytes card", FIELD_SAME_TYPE);
    trip(
        "map to a list of messages",
        "map<string, int64> counts",
        "repeated Spare counts",
        FIELD_SAME_TYPE,
        FIELD_SAME_CARDINALITY);
  }

  private void fields() {
    trip("field removed", "  int32 seats = 3;\n", "", FIELD_NO_DELETE);
    trip("field removed and reserved", "int32 seats = 3;", "reserved 3;", FIELD_NO_DELETE);
    trip("field of a nested message removed", "    int32 b = 2;\n", "", FIELD_NO_DELETE);
    trip("map removed", "  map<string, int64> counts = 7;\n", "", FIELD_NO_DELETE);
    trip("field renamed", "seats = 3", "places = 3", FIELD_SAME_NAME);
    trip("field in another case", "seats = 3", "SEATS = 3", FIELD_SAME_NAME);
    trip("nested field renamed", "int32 b = 2", "int32 bb = 2", FIELD_SAME_NAME);
    trip(
        "field renamed with its JSON name kept",
        "bool shared = 15",
        "bool pooled = 15 [json_name = \"shared\"]",
        FIELD_SAME_NAME);
    trip(
        "JSON name given", "seats = 3", "seats = 3 [json_name = \"places\"]", FIELD_SAME_JSON_NAME);
    trip("JSON name changed", "\"noteTwo\"", "\"note2\"", FIELD_SAME_JSON_NAME);
    trip("field renumbered", "seats = 3", "seats = 33", FIELD_NO_DELETE);
    trip(
        "two fields swap their numbers",
        "string card = 12;\n    string wallet = 13;",
        "string card = 13;\n    string wallet = 12;",
        FIELD_SAME_NAME);
    trip(
        "two fields of different types swap their numbers",
        "int32 seats = 3;\n  int64 distance = 4;",
        "int32 seats = 4;\n  int64 distance = 3;",
        FIELD_SAME_NAME);
    trip(
        "a new field takes a number from one that moves",
        "int32 seats = 3;",
        "int32 seats = 31;\n  int32 rows = 3;",
        FIELD_SAME_NAME);
    trip("single to repeated", "string id", "repeated string id", FIELD_SAME_CARDINALITY);
    trip("repeated to single", "repeated int32 legs", "int32 legs", FIELD_SAME_CARDINALITY);
    trip("never absent to optional", "string id", "optional string id", FIELD_SAME_CARDINALITY);
    trip("optional to never absent", "optional string note", "string note", FIELD_SAME_CARDINALITY);
  }

  private void oneofs() {
    trip(
        "field moved into a oneof",
        "  optional string note = 8;\n  Place start = 9;",
        "  Place start = 9;\n  oneof more { string note = 8; }",
        FIELD_SAME_ONEOF);
    trip(
        "field moved into a oneof that is there",
        "  bool shared = 15;\n",
        "",
        "int32 tip = 14;",
        "int32 tip = 14;\n    bool shared = 15;",
        FIELD_SAME_ONEOF,
        FIELD_SAME_CARDINALITY);
    trip(
        "field moved out of a oneof",
        "    string wallet = 13;\n  }",
        "  }\n  optional string wallet = 13;",
        FIELD_SAME_ONEOF);
    trip(
        "field moved to another oneof",
        "    string wallet = 13;\n",
        "",
        "int32 tip = 14;",
        "int32 tip = 14;\n    string wallet = 13;",
        FIELD_SAME_ONEOF);
    trip("oneof renamed", "oneof extra", "oneof more", ONEOF_NO_DELETE, FIELD_SAME_ONEOF);
    trip(
        "oneof dissolved",
        "  oneof extra {\n    int32 tip = 14;\n  }\n",
        "  optional int32 tip = 14;\n",
        ONEOF_NO_DELETE,
        FIELD_SAME_ONEOF);
    trip(
        "oneof removed with its field",
        "  oneof extra {\n    int32 tip = 14;\n  }\n",
        "",
        ONEOF_NO_DELETE,
        FIELD_NO_DELETE);
  }

  private void enums() {
    trip("enum value removed", "  S_CANCELLED = 2;\n", "", ENUM_VALUE_NO_DELETE);
    trip(
        "enum value removed and reserved",
        "S_CANCELLED = 2;",
        "reserved 2; reserved \"S_CANCELLED\";",
        ENUM_VALUE_NO_DELETE);
    trip("nested enum value removed", "    MODE_FAST = 1;\n", "", ENUM_VALUE_NO_DELETE);
    trip("enum value renamed", "S_CANCELLED = 2", "S_CANCELED = 2", ENUM_VALUE_SAME_NAME);
    trip("enum value renumbered", "S_CANCELLED = 2", "S_CANCELLED = 3", ENUM_VALUE_NO_DELETE);
    trip(
        "two enum values swap their numbers",
        "S_DONE = 1;\n  S_CANCELLED = 2;",
        "S_DONE = 2;\n  S_CANCELLED = 1;",
        ENUM_VALUE_SAME_NAME);
    trip(
        "one of two names removed",
        "  TWICE_B = 1;\n",
        "  TWICE_C = 2;\n  TWICE_D = 2;\n",
        ENUM_VALUE_SAME_NAME);
    trip("enum removed", "enum Spared {\n  SPARED_UNSET = 0;\n}\n", "", PACKAGE_ENUM_NO_DELETE);
    trip("enum renamed", "enum Spared", "enum Renamed", PACKAGE_ENUM_NO_DELETE);
  }

  private void reserved() {
    trip(
        "reserved number given free", "reserved 50, 60", "reserved 60", RESERVED_MESSAGE_NO_DELETE);
    trip("reserved range cut", "60 to 70", "60 to 69", RESERVED_MESSAGE_NO_DELETE);
    trip(
        "reserved name given free",
        "\"old_name\", \"older_name\"",
        "\"old_name\"",
        RESERVED_MESSAGE_NO_DELETE);
    trip("reserved number of an enum", "reserved 8, 20", "reserved 20", RESERVED_ENUM_NO_DELETE);
    trip("reserved range of an enum", "20 to 30", "21 to 30", RESERVED_ENUM_NO_DELETE);
    trip("reserved name of an enum", "  reserved \"S_GONE\";\n", "", RESERVED_ENUM_NO_DELETE);
  }

  private void proto2() {
    old("default changed", "default = 4", "default = 5", FIELD_SAME_DEFAULT);
    old("default of a text changed", "\"jakarta\"", "\"bandung\"", FIELD_SAME_DEFAULT);
    old("default of an enum changed", "default = B", "default = A", FIELD_SAME_DEFAULT);
    old("default removed", " [default = true]", "", FIELD_SAME_DEFAULT);
    old("default added", "plain = 7", "plain = 7 [default = \"x\"]", FIELD_SAME_DEFAULT);
    old(
        "required field removed",
        "  required string id = 1;\n",
        "",
        MESSAGE_SAME_REQUIRED_FIELDS,
        FIELD_NO_DELETE);
    old(
        "required field added",
        "required string id = 1;",
        "required string id = 1;\n  required string more = 20;",
        MESSAGE_SAME_REQUIRED_FIELDS);
    old(
        "required to optional",
        "required string id",
        "optional string id",
        MESSAGE_SAME_REQUIRED_FIELDS,
        FIELD_SAME_CARDINALITY);
    old(
        "optional to required",
        "optional string plain",
        "required string plain",
        MESSAGE_SAME_REQUIRED_FIELDS,
        FIELD_SAME_CARDINALITY);
    old(
        "optional to repeated",
        "optional string plain",
        "repeated string plain",
        FIELD_SAME_CARDINALITY);
    old(
        "repeated to optional",
        "repeated double parts",
        "optional double parts",
        FIELD_SAME_CARDINALITY);
    old("field added to proto2", "plain = 7;", "plain = 7;\n  optional string new = 30;");
    old("default of zero written out", "plain = 7", "plain = 7 [default = \"\"]");
  }

  private void editions() {
    newer(
        "presence made implicit",
        "string a = 1",
        "string a = 1 [features.field_presence = IMPLICIT]",
        FIELD_SAME_CARDINALITY);
    newer(
        "presence made explicit",
        " [features.field_presence = IMPLICIT]",
        "",
        FIELD_SAME_CARDINALITY);
    newer(
        "message made delimited",
        "Point c = 3",
        "Point c = 3 [features.message_encoding = DELIMITED]",
        FIELD_SAME_TYPE);
    newer(
        "enum closed",
        "enum Open {",
        "enum Open {\n  option features.enum_type = CLOSED;",
        ENUM_SAME_TYPE);
    add(
        "proto3 rewritten in an edition with the same presence",
        Map.of("a.proto", OTHER_PACKAGE),
        Map.of(
            "a.proto",
            OTHER_PACKAGE.replace(
                "syntax = \"proto3\";\npackage q.v1;",
                "edition = \"2023\";\npackage q.v1;\noption features.field_presence = IMPLICIT;")),
        FILE_SAME_SYNTAX);
    add(
        "proto3 rewritten in proto2",
        Map.of("a.proto", OTHER_PACKAGE),
        Map.of(
            "a.proto",
            OTHER_PACKAGE.replace("proto3", "proto2").replace("string a", "optional string a")),
        FILE_SAME_SYNTAX,
        FIELD_SAME_CARDINALITY);
  }

  private void filesAndPackages() {
    trip("message removed", "message Spare {\n  string a = 1;\n}\n", "", PACKAGE_MESSAGE_NO_DELETE);
    trip("message renamed", "message Spare", "message Spares", PACKAGE_MESSAGE_NO_DELETE);
    trip(
        "nested message removed with its field",
        TRIP.substring(TRIP.indexOf("  message Inner"), TRIP.indexOf("  string note_two")),
        "",
        PACKAGE_MESSAGE_NO_DELETE,
        FIELD_NO_DELETE);
    trip("message moved to another package", "package p.v1", "package p.v2", PACKAGE_NO_DELETE);
    Map<String, String> two = Map.of("trip.proto", TRIP, "old.proto", OLD);
    add(
        "file removed",
        two,
        Map.of("trip.proto", TRIP),
        PACKAGE_MESSAGE_NO_DELETE,
        PACKAGE_ENUM_NO_DELETE);
    add(
        "package removed with its file",
        Map.of("trip.proto", TRIP, "alone.proto", OTHER_PACKAGE),
        Map.of("trip.proto", TRIP),
        PACKAGE_NO_DELETE);
    String place = "message Place {\n  double lat = 1;\n  double lng = 2;\n}\n";
    add(
        "message moved to another file of its package",
        Map.of("trip.proto", TRIP),
        Map.of(
            "trip.proto",
            TRIP.replace(place, "")
                .replace("import \"google", "import \"place.proto\";\nimport \"google"),
            "place.proto",
            "syntax = \"proto3\";\npackage p.v1;\n" + place));
    add("file renamed", Map.of("trip.proto", TRIP), Map.of("journey.proto", TRIP));
    add(
        "message moved to a file of another syntax",
        Map.of("a.proto", OTHER_PACKAGE, "b.proto", OTHER_PACKAGE.replace("Alone", "Stays")),
        Map.of(
            "c.proto",
            OTHER_PACKAGE.replace("proto3", "proto2").replace("string a", "optional string a"),
            "b.proto",
            OTHER_PACKAGE.replace("Alone", "Stays")),
        FIELD_SAME_CARDINALITY);
  }

  private void safe() {
    trip("nothing", "string id", "string id");
    trip("field added", "string id = 1;", "string id = 1;\n  string more = 40;");
    trip("optional field added", "string id = 1;", "string id = 1;\n  optional Place end = 41;");
    trip("map added", "string id = 1;", "string id = 1;\n  map<string, Place> stops = 42;");
    trip("field added to a oneof", "string card = 12;", "string card = 12;\n    string cash = 43;");
    trip("oneof added", "string id = 1;", "string id = 1;\n  oneof yes { string no = 44; }");
    trip("enum value added", "S_DONE = 1;", "S_DONE = 1;\n  S_NEW = 5;");
    trip("second name of an enum value", "TWICE_B = 1;", "TWICE_B = 1;\n  TWICE_C = 1;");
    trip("message added", "message Spare {", "message More {\n}\nmessage Spare {");
    trip("enum added", "enum Spared {", "enum More {\n  MORE_UNSET = 0;\n}\nenum Spared {");
    trip("comment changed", "// What happened", "// All that happened");
    trip(
        "text in another order",
        "  string id = 1;\n  Status status = 2;\n",
        "  Status status = 2;\n  string id = 1;\n");
    trip("more reserved", "reserved 50", "reserved 49, 50");
    trip("reserved range cut in two", "60 to 70", "60 to 65, 66 to 70");
    trip("deprecated", "int32 seats = 3", "int32 seats = 3 [deprecated = true]");
    trip("written as it is anyway", "seats = 3", "seats = 3 [json_name = \"seats\"]");
    trip("options of languages", "package p.v1;", "package p.v1;\noption java_package = \"x\";");
    trip(
        "messages in another order",
        "message Spare {\n  string a = 1;\n}\n",
        "",
        "enum Spared",
        "message Spare {\n  string a = 1;\n}\nenum Spared");
    add(
        "file added",
        Map.of("trip.proto", TRIP),
        Map.of("trip.proto", TRIP, "alone.proto", OTHER_PACKAGE));
    add(
        "another file no longer imported",
        Map.of("a.proto", OTHER_PACKAGE, "b.proto", IMPORTING),
        Map.of(
            "a.proto", OTHER_PACKAGE, "b.proto", IMPORTING.replace("import \"a.proto\";\n", "")));
  }

  private void trip(String name, String from, String to, EvolutionRule... broken) {
    edit("trip.proto", TRIP, name, broken, from, to);
  }

  private void trip(
      String name, String from, String to, String from2, String to2, EvolutionRule... broken) {
    edit("trip.proto", TRIP, name, broken, from, to, from2, to2);
  }

  private void old(String name, String from, String to, EvolutionRule... broken) {
    edit("old.proto", OLD, name, broken, from, to);
  }

  private void newer(String name, String from, String to, EvolutionRule... broken) {
    edit("newer.proto", NEWER, name, broken, from, to);
  }

  private void edit(
      String file, String text, String name, EvolutionRule[] broken, String... replacements) {
    String edited = text;
    for (int i = 0; i < replacements.length; i += 2) {
      if (!edited.contains(replacements[i])) {
        throw new IllegalArgumentException(name + ": nothing to replace");
      }
      edited = edited.replace(replacements[i], replacements[i + 1]);
    }
    add(name, Map.of(file, text), Map.of(file, edited), broken);
  }

  private void add(
      String name, Map<String, String> before, Map<String, String> after, EvolutionRule... broken) {
    cases.add(new Case(name, before, after, Set.of(broken)));
  }
}

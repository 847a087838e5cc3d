package io.daggers.sql;

import com.google.protobuf.Descriptors.Descriptor;

/** The shape a protobuf message takes in SQL. */
public enum MessageForm {
  /** ROW of the message's fields: every message that is none of the below. */
  ROW,
  /** {@code google.protobuf.Timestamp}: TIMESTAMP_LTZ(9). */
  TIMESTAMP,
  /** {@code google.protobuf.Duration}: DECIMAL(21, 9), in seconds. */
  DURATION,
  /** {@code google.protobuf.Int32Value} and its like: the scalar inside. */
  WRAPPER,
  /** {@code google.protobuf.FieldMask}: ARRAY of STRING. */
  FIELD_MASK,
  /** {@code google.protobuf.Struct}, {@code Value} and {@code ListValue}: STRING of JSON. */
  JSON,
  /** A message without fields: BOOLEAN, TRUE when it is there. */
  PRESENCE;

  public static MessageForm of(Descriptor message) {
    return switch (message.getFullName()) {
      case "google.protobuf.Timestamp" -> TIMESTAMP;
      case "google.protobuf.Duration" -> DURATION;
      case "google.protobuf.DoubleValue",
          "google.protobuf.FloatValue",
          "google.protobuf.Int64Value",
          "google.protobuf.UInt64Value",
          "google.protobuf.Int32Value",
          "google.protobuf.UInt32Value",
          "google.protobuf.BoolValue",
          "google.protobuf.StringValue",
          "google.protobuf.BytesValue" ->
          WRAPPER;
      case "google.protobuf.FieldMask" -> FIELD_MASK;
      case "google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue" -> JSON;
      default -> message.getFields().isEmpty() ? PRESENCE : ROW;
    };
  }
}

package io.daggers.local.event;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.time.Instant;

/** google.protobuf.Timestamp, as a message of whichever descriptor the schema was compiled with. */
public final class ProtoTime {

  private static final String TIMESTAMP = "google.protobuf.Timestamp";

  private ProtoTime() {}

  public static boolean isTimestamp(Descriptor type) {
    return type.getFullName().equals(TIMESTAMP);
  }

  public static Message of(Descriptor timestamp, Instant instant) {
    return DynamicMessage.newBuilder(timestamp)
        .setField(timestamp.findFieldByName("seconds"), instant.getEpochSecond())
        .setField(timestamp.findFieldByName("nanos"), instant.getNano())
        .build();
  }

  static Instant instant(Message timestamp) {
    Descriptor type = timestamp.getDescriptorForType();
    return Instant.ofEpochSecond(
        (Long) timestamp.getField(type.findFieldByName("seconds")),
        (Integer) timestamp.getField(type.findFieldByName("nanos")));
  }
}

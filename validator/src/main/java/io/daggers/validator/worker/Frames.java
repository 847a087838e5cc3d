package io.daggers.validator.worker;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.daggers.sql.table.SinkTable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What goes between the processes: the length of a message, and the message as JSON. */
final class Frames {

  /** A repository's schemas and streams fit many times; an answer is a few kilobytes. */
  static final int GREATEST_REQUEST = 256 << 20;

  static final int GREATEST_ANSWER = 8 << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addMixIn(SinkTable.class, Tagged.class)
          .registerSubtypes(SinkTable.InfluxTable.class, SinkTable.KafkaTable.class)
          .registerSubtypes(Request.Open.class, Request.Plan.class)
          .build();

  private final DataInputStream in;
  private final DataOutputStream out;

  Frames(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(out);
  }

  void write(Object message) throws IOException {
    byte[] bytes = MAPPER.writeValueAsBytes(message);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  /** The bytes of the next message. Throws EOFException where the other process has ended. */
  byte[] read(int greatest) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > greatest) {
      throw new IOException("a message of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new java.io.EOFException("a message that breaks off");
    }
    return bytes;
  }

  static <T> T parse(byte[] message, Class<T> type) throws IOException {
    return MAPPER.readValue(message, type);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  private interface Tagged {}
}

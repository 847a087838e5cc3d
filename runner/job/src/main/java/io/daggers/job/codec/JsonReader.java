package io.daggers.job.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.UninitializedMessageException;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message as protobuf's JSON, with field names as in the proto file: {@code Struct} and its
 * like, and messages within themselves. The one reader that goes through a DynamicMessage, so it is
 * slow; it only runs where the query uses the column.
 */
final class JsonReader implements ValueReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Descriptor message;
  private final String name;
  private final int groupEnd;
  private final JsonFormat.Printer printer;

  JsonReader(FieldDescriptor field, int groupEnd) {
    this.message = field.getMessageType();
    this.name = field.getFullName();
    this.groupEnd = groupEnd;
    this.printer =
        JsonFormat.printer()
            .usingTypeRegistry(JsonFormat.TypeRegistry.newBuilder().add(message).build())
            .omittingInsignificantWhitespace()
            .preservingProtoFieldNames();
  }

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    DynamicMessage.Builder read =
        earlier == null ? DynamicMessage.newBuilder(message) : (DynamicMessage.Builder) earlier;
    int outer = in.enter(groupEnd);
    int length = in.remaining();
    CodedInputStream bytes = CodedInputStream.newInstance(in.bytes(), in.advance(length), length);
    bytes.setRecursionLimit(in.remainingDepth());
    try {
      read.mergeFrom(bytes, ExtensionRegistry.getEmptyRegistry());
      bytes.checkLastTagWas(0);
    } catch (IOException | UninitializedMessageException e) {
      throw new UndecodableException(name + ": " + e.getMessage());
    }
    in.leave(outer, groupEnd);
    return read;
  }

  @Override
  public @Nullable Object finish(@Nullable Object read) throws UndecodableException {
    if (read == null) {
      return null;
    }
    try {
      return StringData.fromString(tidy(printer.print(((DynamicMessage.Builder) read).build())));
    } catch (JsonProcessingException e) {
      throw new UndecodableException(name + ": has no form in JSON"); // a quote in a FieldMask
    } catch (IOException | IllegalArgumentException | UninitializedMessageException e) {
      // a time out of range, a number that JSON lacks, an Any of an unknown type, a required field
      throw new UndecodableException(name + ": " + e.getMessage());
    }
  }

  @Override
  public boolean finishes() {
    return true;
  }

  /**
   * A DynamicMessage keeps every entry of a map, so a key that came twice is printed twice, and
   * needlessly escaped for HTML at that. Parsing keeps the last of equal keys.
   */
  private static String tidy(String json) throws JsonProcessingException {
    return JSON.readTree(json).toString();
  }
}

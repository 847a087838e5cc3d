package io.daggers.job.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;

/**
 * Reads enums as the names of their values, the first name where several share a number. The names
 * are made once. A number without a name reads as its digits; in a closed enum it is absent.
 */
final class EnumReader implements ValueReader {

  private static final int TABLE_SIZE = 256;

  private final @Nullable StringData[] names = new StringData[TABLE_SIZE];
  private final Map<Integer, StringData> namesOutsideTable = new HashMap<>();
  private final boolean closed;

  EnumReader(EnumDescriptor type) {
    this.closed = type.isClosed();
    for (EnumValueDescriptor value : type.getValues()) {
      int number = value.getNumber();
      StringData name = encoded(type.findValueByNumber(number).getName());
      if (inTable(number)) {
        names[number] = name;
      } else {
        namesOutsideTable.put(number, name);
      }
    }
  }

  @Override
  public @Nullable Object read(WireCursor in, @Nullable Object earlier)
      throws UndecodableException {
    int number = (int) in.varint();
    StringData name = inTable(number) ? names[number] : namesOutsideTable.get(number);
    if (name != null) {
      return name;
    }
    return closed ? earlier : StringData.fromString(Integer.toString(number));
  }

  /** Text as UTF-8, the form that Flink works on. */
  private static StringData encoded(String name) {
    return StringData.fromBytes(name.getBytes(UTF_8));
  }

  private static boolean inTable(int number) {
    return number >= 0 && number < TABLE_SIZE;
  }
}

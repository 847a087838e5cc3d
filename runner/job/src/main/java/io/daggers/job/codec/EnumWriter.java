package io.daggers.job.codec;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of an enum by name. An open enum also takes what {@link EnumReader} makes of a
 * number without a name: its digits.
 */
record EnumWriter(EnumDescriptor type, String column) implements ValueWriter {

  @Override
  public Object write(Object value) throws UnwritableException {
    String name = value.toString();
    EnumValueDescriptor known = type.findValueByName(name);
    EnumValueDescriptor found = known == null ? unnamed(name) : known;
    if (found == null) {
      throw new UnwritableException(column, "'" + name + "' is not a value of " + type.getName());
    }
    return found;
  }

  private @Nullable EnumValueDescriptor unnamed(String digits) {
    if (type.isClosed()) {
      return null;
    }
    try {
      int number = Integer.parseInt(digits);
      boolean named = type.findValueByNumber(number) != null;
      return named ? null : type.findValueByNumberCreatingIfUnknown(number);
    } catch (NumberFormatException e) {
      return null; // not digits, so not a value
    }
  }
}

package io.daggers.sql.names;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.table.types.logical.RowType;

/**
 * The names that a query can use.
 *
 * @param tables the declared sources and their columns
 * @param messages the schemas of the declared sources
 * @param functions the project's own functions, in capitals
 */
public record Vocabulary(
    Map<String, RowType> tables, Map<String, Descriptor> messages, Set<String> functions) {

  public Vocabulary {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    messages = Map.copyOf(messages);
    functions = Set.copyOf(functions);
  }

  /** Tables, columns and fields: what is a name and no misspelt word of SQL. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(tables.keySet());
    tables.values().forEach(row -> collect(row, names));
    return names;
  }

  /**
   * The enum behind a column or a nested field of it.
   *
   * @param path table, column and fields
   */
  Optional<EnumDescriptor> enumAt(String table, List<String> path) {
    Descriptor message = messages.get(table);
    for (int i = 0; message != null && i < path.size(); i++) {
      FieldDescriptor field = message.findFieldByName(path.get(i));
      if (field == null) {
        return Optional.empty();
      }
      boolean last = i == path.size() - 1;
      if (last && field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
        return Optional.of(field.getEnumType());
      }
      message =
          field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
    }
    return Optional.empty();
  }

  /** Whether a word is a value of an enum in a message of some source. */
  boolean isEnumValue(String word) {
    return messages.values().stream()
        .flatMap(message -> message.getFields().stream())
        .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.ENUM)
        .anyMatch(field -> field.getEnumType().findValueByName(word) != null);
  }

  private static void collect(RowType row, Set<String> names) {
    for (RowType.RowField field : row.getFields()) {
      names.add(field.getName());
      if (field.getType() instanceof RowType nested) {
        collect(nested, names);
      }
    }
  }
}

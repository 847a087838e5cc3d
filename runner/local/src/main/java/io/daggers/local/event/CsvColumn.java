package io.daggers.local.event;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * A column of a CSV file, and the field it goes to.
 *
 * @param field the field's name as the user wrote it
 * @param path the field, after the messages that hold it
 */
record CsvColumn(String name, String field, List<FieldDescriptor> path, EventShape shape) {

  /**
   * @throws IllegalArgumentException if there is no such column, or no such field for one
   */
  static CsvColumn of(EventShape shape, String field, String column, List<String> header) {
    if (!header.contains(column)) {
      throw new IllegalArgumentException(
          "no column '%s' for field %s: the header has %s"
              .formatted(column, field, String.join(", ", header)));
    }
    return new CsvColumn(column, field, path(shape.descriptor(), field), shape);
  }

  /**
   * @throws IllegalArgumentException if the cell does not fit the field
   */
  void copy(CSVRecord row, DynamicMessage.Builder event, TimeText times) {
    if (!row.isSet(name)) {
      throw new IllegalArgumentException("the row ends before this column");
    }
    String text = row.get(name);
    if (!text.isBlank()) {
      set(event, 0, text.strip(), times);
    }
  }

  private void set(Message.Builder message, int depth, String text, TimeText times) {
    FieldDescriptor step = path.get(depth);
    if (depth == path.size() - 1) {
      message.setField(step, value(step, text, times));
      return;
    }
    Message.Builder nested = ((Message) message.getField(step)).toBuilder();
    set(nested, depth + 1, text, times);
    message.setField(step, nested.build());
  }

  private Object value(FieldDescriptor leaf, String text, TimeText times) {
    if (leaf.getJavaType() == JavaType.MESSAGE) {
      return ProtoTime.of(leaf.getMessageType(), times.parse(text));
    }
    boolean writtenAsTime = leaf.equals(shape.time()) && !text.matches("-?\\d+");
    return writtenAsTime ? shape.timeValue(times.parse(text)) : FieldText.parse(leaf, text);
  }

  private static List<FieldDescriptor> path(Descriptor message, String dotted) {
    List<FieldDescriptor> path = new ArrayList<>();
    Descriptor holder = message;
    for (String name : dotted.split("\\.", -1)) {
      FieldDescriptor step = holder == null ? null : holder.findFieldByName(name);
      if (step == null) {
        throw new IllegalArgumentException(
            "no field %s in %s: it has %s"
                .formatted(dotted, message.getFullName(), names(message)));
      }
      path.add(step);
      holder = step.getJavaType() == JavaType.MESSAGE ? step.getMessageType() : null;
    }
    FieldDescriptor leaf = path.get(path.size() - 1);
    boolean group = holder != null && !ProtoTime.isTimestamp(holder);
    if (group || path.stream().anyMatch(FieldDescriptor::isRepeated)) {
      throw new IllegalArgumentException(
          "field %s does not fit into one cell: use --json, or name a field within it"
              .formatted(leaf.getName()));
    }
    return path;
  }

  private static String names(Descriptor message) {
    return message.getFields().stream()
        .map(FieldDescriptor::getName)
        .collect(Collectors.joining(", "));
  }
}

package io.daggers.sql.origin;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows names into the messages of a schema. */
final class FieldPath {

  private FieldPath() {}

  /** The field that names lead to from a field; nothing where they do not lead to one. */
  static Optional<Column.Field> follow(Column.Field from, List<String> names) {
    Column.Field at = from;
    for (String name : names) {
      FieldDescriptor field = at.field();
      boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (!message || (field.isRepeated() && !at.element())) {
        return Optional.empty();
      }
      FieldDescriptor next = field.getMessageType().findFieldByName(name);
      if (next == null) {
        return Optional.empty();
      }
      at = new Column.Field(from.source(), next, false);
    }
    return Optional.of(at);
  }

  /** The columns of the elements of a repeated message; nothing where it is anything else. */
  static Optional<List<Column>> ofElements(Scope.Path path) {
    if (path.column().definitions().size() != 1
        || !(path.column().definitions().get(0) instanceof Column.Field start)) {
      return Optional.empty();
    }
    return follow(start, path.fields())
        .filter(end -> end.field().isRepeated() && !end.field().isMapField() && !end.element())
        .filter(end -> end.field().getJavaType() == FieldDescriptor.JavaType.MESSAGE)
        .map(FieldPath::fields);
  }

  private static List<Column> fields(Column.Field message) {
    List<Column> columns = new ArrayList<>();
    for (FieldDescriptor field : message.field().getMessageType().getFields()) {
      columns.add(new Column(field.getName(), new Column.Field(message.source(), field, false)));
    }
    return columns;
  }
}

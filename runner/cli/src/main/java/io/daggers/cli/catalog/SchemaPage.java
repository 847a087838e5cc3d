package io.daggers.cli.catalog;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.cli.TextTable;
import io.daggers.definition.Durations;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaComments;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.StreamColumns;
import io.daggers.topology.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Everything a person needs to write a query over a schema. */
public final class SchemaPage {

  private final Schema schema;
  private final @Nullable Stream stream;
  private final StreamUse use;

  /**
   * @param stream null where no topic carries the schema
   */
  public SchemaPage(Schema schema, @Nullable Stream stream, StreamUse use) {
    this.schema = schema;
    this.stream = stream;
    this.use = use;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s  (%s)".formatted(schema.name(), schema.file()));
    String comment = SchemaComments.of(schema.descriptor());
    if (!comment.isEmpty()) {
      lines.add(comment);
    }
    lines.add("");
    lines.addAll(facts());
    lines.add("");
    TextTable columns = new TextTable("COLUMN", "SQL TYPE", "NULL", "PROTO");
    addColumns("", schema.descriptor(), RowTypes.of(schema.descriptor()), columns);
    if (stream != null) {
      for (RowType.RowField column : StreamColumns.ALL) {
        columns.add(column.getName(), typeName(column.getType()), "", ofStream(column.getName()));
      }
    }
    lines.addAll(columns.lines());
    return lines;
  }

  private List<String> facts() {
    if (stream == null) {
      return List.of("no topic carries it: it is a part of other schemas");
    }
    return List.of(
        "topics      " + topics(stream),
        "event time  %s, watermark %s, idle after %s"
            .formatted(
                stream.eventTime().value().field(),
                Durations.text(stream.watermark()),
                Durations.text(stream.idle())),
        "readers     " + words(stream.readers(), "every team"),
        "writers     " + words(stream.writers(), "no team"),
        "read by     " + words(use.readers(schema.name()), "no dagger"),
        "written by  " + words(use.writers(schema.name()), "no dagger"));
  }

  private static void addColumns(
      String prefix, Descriptor message, RowType row, TextTable columns) {
    for (RowType.RowField column : row.getFields()) {
      FieldDescriptor field = message.findFieldByName(column.getName());
      LogicalType type = column.getType();
      String comment = SchemaComments.of(field);
      columns.add(
          prefix + column.getName(),
          typeName(type),
          type.isNullable() ? "yes" : "",
          proto(field) + (comment.isEmpty() ? "" : "  -- " + comment));
      if (type instanceof RowType inner) {
        addColumns(prefix + column.getName() + ".", field.getMessageType(), inner, columns);
      } else if (type instanceof ArrayType array && array.getElementType() instanceof RowType one) {
        addColumns(prefix + column.getName() + "[1].", field.getMessageType(), one, columns);
      } else if (type instanceof MapType map && map.getValueType() instanceof RowType one) {
        Descriptor value = field.getMessageType().findFieldByNumber(2).getMessageType();
        addColumns(prefix + column.getName() + "[key].", value, one, columns);
      }
    }
  }

  /** The type as the .proto file has it; an enum with its values. */
  private static String proto(FieldDescriptor field) {
    if (field.isMapField()) {
      Descriptor entry = field.getMessageType();
      return "map<%s, %s>"
          .formatted(one(entry.findFieldByNumber(1)), one(entry.findFieldByNumber(2)));
    }
    return (field.isRepeated() ? "repeated " : "") + one(field);
  }

  private static String one(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case ENUM ->
          "enum "
              + field.getEnumType().getValues().stream()
                  .map(EnumValueDescriptor::getName)
                  .collect(Collectors.joining(" | "));
      case MESSAGE -> field.getMessageType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String typeName(LogicalType type) {
    if (type instanceof RowType) {
      return "ROW";
    }
    if (type instanceof ArrayType array) {
      return "ARRAY<" + typeName(array.getElementType()) + ">";
    }
    if (type instanceof MapType map) {
      return "MAP<%s, %s>".formatted(typeName(map.getKeyType()), typeName(map.getValueType()));
    }
    return type.copy(true)
        .asSummaryString()
        .replace("VARCHAR(2147483647)", "STRING")
        .replace("VARBINARY(2147483647)", "BYTES");
  }

  private static String ofStream(String column) {
    return column.equals(StreamColumns.ROWTIME)
        ? "the event time: DESCRIPTOR(rowtime)"
        : "where the record was";
  }

  static String topics(Stream stream) {
    return stream.allTopics().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String words(List<String> words, String otherwise) {
    return words.isEmpty() ? otherwise : String.join(", ", words);
  }
}

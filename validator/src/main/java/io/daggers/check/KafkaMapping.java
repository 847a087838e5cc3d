package io.daggers.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.Located;
import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.sql.KeyTypes;
import io.daggers.sql.WritableTypes;
import org.apache.flink.table.types.logical.RowType;

/** Every output column is a field of the sink's message, and fits it; the key is of them. */
public final class KafkaMapping {

  private KafkaMapping() {}

  public static void check(KafkaSink sink, Schema schema, RowType columns, Findings findings) {
    Descriptor message = schema.descriptor();
    for (RowType.RowField column : columns.getFields()) {
      FieldDescriptor field = message.findFieldByName(column.getName());
      if (field == null) {
        findings.add(
            Diagnostic.error(
                Code.DG0511,
                sink.schema().location(),
                "%s has no field for the output column '%s'"
                    .formatted(message.getFullName(), column.getName()),
                Spelling.suggest(
                    column.getName(),
                    message.getFields().stream().map(FieldDescriptor::getName).toList(),
                    "fields")));
        continue;
      }
      WritableTypes.obstacle(column.getType(), field)
          .ifPresent(
              reason ->
                  findings.add(
                      Diagnostic.error(
                          Code.DG0512,
                          sink.schema().location(),
                          "the output column '%s' does not fit its field: %s"
                              .formatted(column.getName(), reason),
                          "CAST the column, or write to another field")));
    }
    for (FieldDescriptor field : message.getFields()) {
      if (field.isRequired() && !columns.getFieldNames().contains(field.getName())) {
        findings.add(
            Diagnostic.error(
                Code.DG0511,
                sink.schema().location(),
                "%s requires the field '%s', and the query has no such column"
                    .formatted(message.getFullName(), field.getName()),
                "add it to the SELECT"));
      }
    }
    sink.key().forEach(key -> checkKey(key, columns, findings));
  }

  private static void checkKey(Located<String> key, RowType columns, Findings findings) {
    int index = columns.getFieldIndex(key.value());
    if (index < 0) {
      findings.add(
          Diagnostic.error(
              Code.DG0501,
              key.location(),
              "the query has no output column '" + key.value() + "' to be a key",
              Spelling.suggest(key.value(), columns.getFieldNames(), "output columns")));
      return;
    }
    KeyTypes.obstacle(columns.getTypeAt(index))
        .ifPresent(
            reason ->
                findings.add(
                    Diagnostic.error(
                        Code.DG0512,
                        key.location(),
                        "the column '" + key.value() + "' cannot be a key: " + reason,
                        "CAST it to STRING, or take another column")));
  }
}

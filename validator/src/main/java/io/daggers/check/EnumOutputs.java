package io.daggers.check;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.QueryOrigins;
import io.daggers.sql.origin.TextTrace;
import io.daggers.sql.origin.Texts;
import io.daggers.sql.table.SinkTable;
import java.util.List;

/** What is written to an enum field of a Kafka record is one of the enum's values. */
final class EnumOutputs implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    if (!(query.sink() instanceof SinkTable.KafkaTable kafka)) {
      return;
    }
    QueryOrigins origins = query.origins();
    TextTrace trace = new TextTrace(origins);
    for (Column column : origins.output().columns()) {
      query
          .schemas()
          .schema(kafka.schema())
          .map(schema -> schema.descriptor().findFieldByName(column.name()))
          .filter(field -> field.getType() == FieldDescriptor.Type.ENUM)
          .ifPresent(
              field -> {
                Texts texts = field.isRepeated() ? trace.elements(column) : trace.of(column);
                check(query, column, texts, field, findings);
              });
    }
  }

  private static void check(
      CheckedQuery query, Column column, Texts texts, FieldDescriptor field, Findings findings) {
    EnumDescriptor type = field.getEnumType();
    Texts values = Texts.of(field);
    for (Texts.Literal literal : texts.literals()) {
      if (!values.admit(literal.text()) && type.findValueByName(literal.text()) == null) {
        findings.add(
            Diagnostic.error(
                Code.DG0412,
                query.at(literal.position()),
                "'%s' is not a value of enum %s, to which '%s' is written: the job would fail"
                    .formatted(literal.text(), type.getName(), column.name()),
                EnumWords.help(literal.text(), values)));
      }
    }
    for (FieldDescriptor from : texts.enums()) {
      List<String> strange =
          Texts.names(from.getEnumType()).stream()
              .filter(name -> type.findValueByName(name) == null)
              .toList();
      if (!strange.isEmpty()) {
        findings.add(
            Diagnostic.warning(
                Code.DG0412,
                place(query, column),
                "enum %s is written to enum %s, which has no %s: the job would fail at such a row"
                    .formatted(
                        from.getEnumType().getName(), type.getName(), String.join(", ", strange)),
                "turn its values into those of %s with CASE, or filter the others out"
                    .formatted(type.getName())));
      }
    }
  }

  private static Location place(CheckedQuery query, Column column) {
    return column.definitions().stream()
        .filter(Column.Computed.class::isInstance)
        .map(definition -> query.at(((Column.Computed) definition).node()))
        .findFirst()
        .orElseGet(query.query().text()::start);
  }
}

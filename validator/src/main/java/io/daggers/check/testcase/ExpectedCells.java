package io.daggers.check.testcase;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.definition.Spelling;
import io.daggers.definition.TestCase;
import io.daggers.definition.YamlNode;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Checks what a test expects against the dagger's output, and reads it as the sink writes it. */
final class ExpectedCells {

  private final SinkTable sink;
  private final RowType columns;
  private final SchemaCatalog schemas;
  private final Findings findings;

  ExpectedCells(SinkTable sink, RowType columns, SchemaCatalog schemas, Findings findings) {
    this.sink = sink;
    this.columns = columns;
    this.schemas = schemas;
    this.findings = findings;
  }

  List<ExpectedRow> check(TestCase test) {
    return test.expect().stream().map(this::row).toList();
  }

  private ExpectedRow row(YamlNode.Mapping written) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (YamlNode.Entry entry : written.entries()) {
      String column = entry.key().value();
      if (columns.getFieldIndex(column) < 0) {
        findings.add(
            Diagnostic.error(
                Code.DG0807,
                entry.key().location(),
                "the query has no output column '" + column + "'",
                Spelling.suggest(column, columns.getFieldNames(), "output columns")));
      } else {
        cells.put(
            column,
            sink instanceof SinkTable.KafkaTable kafka
                ? kafka(kafka, column, entry.value())
                : influx((SinkTable.InfluxTable) sink, column, entry.value()));
      }
    }
    return new ExpectedRow(written.location(), cells);
  }

  private @Nullable Object kafka(SinkTable.KafkaTable table, String column, YamlNode node) {
    Descriptor message = schemas.schema(table.schema()).orElseThrow().descriptor();
    FieldDescriptor field = message.findFieldByName(column);
    Object value = new MessageFields(Code.DG0808, findings).value(field, node);
    if (value != null) {
      return value;
    }
    return field.isRepeated() ? List.of() : field.hasPresence() ? null : field.getDefaultValue();
  }

  private @Nullable Object influx(SinkTable.InfluxTable table, String column, YamlNode node) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      return misfit(node, column, "a single value");
    }
    boolean absent = scalar.type() == YamlNode.Scalar.Type.NULL;
    if (table.tags().stream().anyMatch(tag -> tag.column().equals(column))) {
      return absent || scalar.text().isEmpty() ? SinkTable.NO_TAG : scalar.text();
    }
    return absent ? null : value(scalar, column);
  }

  private @Nullable Object value(YamlNode.Scalar scalar, String column) {
    LogicalType type = columns.getTypeAt(columns.getFieldIndex(column));
    try {
      return switch (type.getTypeRoot()) {
        case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> time(scalar.text());
        case TINYINT, SMALLINT, INTEGER, BIGINT -> Long.valueOf(scalar.text());
        case FLOAT, DOUBLE -> Double.valueOf(scalar.text());
        case BOOLEAN -> bool(scalar.text());
        default -> scalar.text();
      };
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      return misfit(
          scalar,
          column,
          switch (type.getTypeRoot()) {
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                "a time such as \"2026-01-31T00:00:00Z\"";
            case TINYINT, SMALLINT, INTEGER, BIGINT -> "a whole number";
            case BOOLEAN -> "true or false";
            default -> "a number";
          });
    }
  }

  private static Instant time(String text) {
    return text.endsWith("Z")
        ? Instant.parse(text)
        : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }

  private static Boolean bool(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException(text);
  }

  private @Nullable Object misfit(YamlNode node, String column, String needed) {
    findings.add(
        Diagnostic.error(
            Code.DG0808,
            node.location(),
            "the output column '%s' needs %s, but this is %s"
                .formatted(column, needed, node.kind())));
    return null;
  }
}

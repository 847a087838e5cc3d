package io.daggers.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.definition.Located;
import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.ReservedColumns;
import io.daggers.topology.EventTime;
import io.daggers.topology.Stream;
import java.util.List;
import java.util.Optional;

/** A stream's schema exists, and has the event time and the key that streams.yaml says. */
public final class StreamFitsSchema {

  private StreamFitsSchema() {}

  public static void check(Stream stream, SchemaCatalog schemas, Findings findings) {
    Optional<Schema> schema = schemas.schema(stream.schemaName());
    if (schema.isEmpty()) {
      findings.add(unknownSchema(stream.schema(), schemas));
      return;
    }
    Descriptor message = schema.get().descriptor();
    checkEventTime(stream, message, findings);
    Located<String> key = stream.key();
    if (key != null && message.findFieldByName(key.value()) == null) {
      findings.add(unknownField(key.value(), key, message));
    }
    for (FieldDescriptor field : message.getFields()) {
      if (ReservedColumns.contain(field.getName())) {
        findings.add(
            Diagnostic.error(
                Code.DG0207,
                stream.location(),
                "%s has a field '%s', and every table has a column of that name"
                    .formatted(message.getFullName(), field.getName()),
                "the field cannot be read as a column; add one of another name to the schema"));
      }
    }
  }

  /** A name that is not a schema's, with the nearest that is. */
  public static Diagnostic unknownSchema(Located<String> name, SchemaCatalog schemas) {
    List<String> own =
        schemas.schemas().keySet().stream()
            .filter(schema -> !schema.startsWith("google.protobuf."))
            .toList();
    List<String> ofTheName =
        own.stream().filter(schema -> schema.endsWith("." + name.value())).toList();
    return Diagnostic.error(
        Code.DG0202,
        name.location(),
        "there is no schema '" + name.value() + "'",
        ofTheName.isEmpty()
            ? Spelling.suggest(name.value(), own, "schemas")
            : "did you mean '%s'?".formatted(String.join("' or '", ofTheName)));
  }

  private static void checkEventTime(Stream stream, Descriptor message, Findings findings) {
    EventTime eventTime = stream.eventTime().value();
    FieldDescriptor field = message.findFieldByName(eventTime.field());
    if (field == null) {
      findings.add(unknownField(eventTime.field(), stream.eventTime(), message));
      return;
    }
    boolean timestamp =
        field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && field.getMessageType().getFullName().equals("google.protobuf.Timestamp");
    boolean integer =
        field.getJavaType() == FieldDescriptor.JavaType.LONG
            || field.getJavaType() == FieldDescriptor.JavaType.INT;
    boolean fits = eventTime.unit() == EventTime.Unit.TIMESTAMP ? timestamp : integer;
    if (!fits || field.isRepeated()) {
      findings.add(
          Diagnostic.error(
              Code.DG0204,
              stream.eventTime().location(),
              "'%s' cannot be read as the event time".formatted(eventTime.field()),
              integer
                  ? "say its unit: %s(ms)".formatted(eventTime.field())
                  : timestamp
                      ? "leave out the unit: it is a google.protobuf.Timestamp"
                      : "name a google.protobuf.Timestamp, or an integer with its unit"));
    }
  }

  private static Diagnostic unknownField(String name, Located<?> where, Descriptor message) {
    return Diagnostic.error(
        Code.DG0203,
        where.location(),
        "%s has no field '%s'".formatted(message.getFullName(), name),
        Spelling.suggest(
            name, message.getFields().stream().map(FieldDescriptor::getName).toList(), "fields"));
  }
}

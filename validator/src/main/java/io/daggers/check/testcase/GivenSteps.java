package io.daggers.check.testcase;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.daggers.definition.Spelling;
import io.daggers.definition.TestCase;
import io.daggers.definition.YamlNode;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Checks what a test gives to the tables of a dagger. */
final class GivenSteps {

  private final Map<String, StreamTable> tables = new TreeMap<>();
  private final SchemaCatalog schemas;
  private final Findings findings;
  private final Map<String, Instant> watermarks = new HashMap<>();

  GivenSteps(List<StreamTable> sources, SchemaCatalog schemas, Findings findings) {
    sources.forEach(source -> tables.put(source.name(), source));
    this.schemas = schemas;
    this.findings = findings;
  }

  List<TestStep> check(TestCase test) {
    List<TestStep> steps = new ArrayList<>();
    for (TestCase.Given given : test.given()) {
      StreamTable table = tables.get(given.table().value());
      if (table == null) {
        findings.add(
            Diagnostic.error(
                Code.DG0801,
                given.table().location(),
                "this dagger has no table '" + given.table().value() + "'",
                Spelling.suggest(given.table().value(), tables.keySet(), "declared sources")));
      } else if (given instanceof TestCase.Row row) {
        row(row, table, steps.size()).ifPresent(steps::add);
      } else {
        steps.add(watermark((TestCase.Watermark) given));
      }
    }
    return steps;
  }

  private TestStep watermark(TestCase.Watermark given) {
    Instant time = given.time().value();
    Instant before = watermarks.put(given.table().value(), time);
    if (before != null && time.isBefore(before)) {
      findings.add(
          Diagnostic.error(
              Code.DG0805,
              given.location(),
              "the watermark goes back from %s to %s".formatted(before, time),
              "event time only goes forward; to test late rows, give rows that are behind it"));
    }
    return new TestStep.Watermark(given.table().value(), given.location(), time);
  }

  private Optional<TestStep> row(TestCase.Row given, StreamTable table, int offset) {
    Findings ofRow = new Findings();
    Schema schema = schemas.schema(table.schema()).orElseThrow();
    List<YamlNode.Entry> fields = new ArrayList<>();
    GivenPlace place = new GivenPlace(table, ofRow);
    for (YamlNode.Entry entry : given.fields().entries()) {
      if (!place.take(entry)) {
        fields.add(entry);
      }
    }
    DynamicMessage message =
        new MessageFields(Code.DG0803, ofRow).message(fields, schema.descriptor());
    OptionalLong time = millis(message, table.eventTime());
    if (time.isEmpty() && !ofRow.hasErrors()) {
      ofRow.add(
          Diagnostic.error(
              Code.DG0804,
              given.location(),
              "this row has no %s, and rows without event time never reach the query"
                  .formatted(table.eventTime().field()),
              "add " + table.eventTime().field() + " to the row"));
    }
    findings.addAll(ofRow.list());
    return ofRow.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new TestStep.Arrival(
                table.name(), given.location(), message, place.get(offset, time.getAsLong())));
  }

  /** The event time, as the job takes it; none where it is not set or 0. */
  private static OptionalLong millis(DynamicMessage message, EventTime eventTime) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(eventTime.field());
    if (eventTime.unit() == EventTime.Unit.TIMESTAMP) {
      if (!message.hasField(field)) {
        return OptionalLong.empty();
      }
      Message timestamp = (Message) message.getField(field);
      return OptionalLong.of(
          TimeUnit.SECONDS.toMillis(number(timestamp, 1))
              + TimeUnit.NANOSECONDS.toMillis(number(timestamp, 2)));
    }
    long count = ((Number) message.getField(field)).longValue();
    if (count == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        switch (eventTime.unit()) {
          case SECONDS -> TimeUnit.SECONDS.toMillis(count);
          case MICROSECONDS -> TimeUnit.MICROSECONDS.toMillis(count);
          case NANOSECONDS -> TimeUnit.NANOSECONDS.toMillis(count);
          case MILLISECONDS, TIMESTAMP -> count;
        });
  }

  private static long number(Message message, int field) {
    return ((Number) message.getField(message.getDescriptorForType().findFieldByNumber(field)))
        .longValue();
  }
}

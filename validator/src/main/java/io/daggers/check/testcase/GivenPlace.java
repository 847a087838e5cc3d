package io.daggers.check.testcase;

import io.daggers.definition.Spelling;
import io.daggers.definition.YamlNode;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.sql.table.StreamColumns;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a given row lies: the table's first topic, partition 0 and the row's number, unless the row
 * itself says otherwise in a column such as {@code kafka_topic}.
 */
final class GivenPlace {

  private final StreamTable table;
  private final Findings findings;

  private @Nullable String cluster;
  private @Nullable String topic;
  private @Nullable Location place;
  private int partition;
  private @Nullable Long offset;
  private @Nullable Long timestampMillis;

  GivenPlace(StreamTable table, Findings findings) {
    this.table = table;
    this.findings = findings;
  }

  /** Whether an entry of a row says where the row lies. */
  boolean take(YamlNode.Entry entry) {
    String name = entry.key().value();
    if (!StreamColumns.isReserved(name) || name.equals(StreamColumns.ROWTIME)) {
      return false;
    }
    try {
      set(name, ((YamlNode.Scalar) entry.value()).text());
      place = entry.value().location();
    } catch (ClassCastException
        | NumberFormatException
        | java.time.format.DateTimeParseException e) {
      findings.add(
          Diagnostic.error(
              Code.DG0803,
              entry.value().location(),
              "this cannot be the %s of a record: %s".formatted(name, entry.value().kind())));
    }
    return true;
  }

  private void set(String name, String text) {
    switch (name) {
      case StreamColumns.KAFKA_CLUSTER -> cluster = text;
      case StreamColumns.KAFKA_TOPIC -> topic = text;
      case StreamColumns.KAFKA_PARTITION -> partition = Integer.parseUnsignedInt(text);
      case StreamColumns.KAFKA_OFFSET -> offset = Long.parseUnsignedLong(text);
      default -> timestampMillis = Instant.parse(text).toEpochMilli();
    }
  }

  TestStep.Place get(int number, long eventTimeMillis) {
    return new TestStep.Place(
        topic(),
        partition,
        offset == null ? number : offset,
        timestampMillis == null ? eventTimeMillis : timestampMillis);
  }

  private Topic topic() {
    List<Topic> topics =
        table.topics().stream()
            .filter(t -> cluster == null || t.cluster().equals(cluster))
            .filter(t -> topic == null || t.name().equals(topic))
            .toList();
    if (!topics.isEmpty()) {
      return topics.get(0);
    }
    findings.add(
        Diagnostic.error(
            Code.DG0803,
            place,
            "no topic of '%s' is on that Kafka cluster and of that name".formatted(table.name()),
            Spelling.suggest(
                topic == null ? cluster : topic,
                table.topics().stream().map(Topic::toString).toList(),
                "its topics")));
    return table.topics().get(0);
  }
}

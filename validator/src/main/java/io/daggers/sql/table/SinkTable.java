package io.daggers.sql.table;

import io.daggers.definition.KafkaSink.Delivery;
import io.daggers.topology.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink with everything decided: what becomes of each output column. */
public sealed interface SinkTable {

  /** What a tag without a value says. */
  String NO_TAG = "(none)";

  /** Names the sink's place in the state. */
  String uid();

  /**
   * Whether the sink keeps anything of its own, such as transactions that are not yet committed.
   */
  boolean keepsState();

  /** Whether a row of the same key written later takes the place of the one before. */
  boolean takesUpdates();

  /** Whether an operator's uid is that of a sink. */
  static boolean isSinkUid(String uid) {
    return uid.startsWith("sink-");
  }

  /**
   * Points of one measurement.
   *
   * @param server a name from the environment
   * @param time the output column that holds the point's time
   */
  record InfluxTable(
      String server,
      String database,
      String measurement,
      String time,
      List<TagColumn> tags,
      List<FieldColumn> fields)
      implements SinkTable {
    public InfluxTable {
      tags = List.copyOf(tags);
      fields = List.copyOf(fields);
    }

    @Override
    public String uid() {
      return "sink-influx";
    }

    @Override
    public boolean keepsState() {
      return false;
    }

    @Override
    public boolean takesUpdates() {
      return true;
    }
  }

  /**
   * @param name the tag's key in InfluxDB
   * @param column the output column it is taken from
   */
  record TagColumn(String name, String column) {}

  /**
   * @param name the field's key in InfluxDB
   * @param column the output column it is taken from
   * @param otherwise what is written for NULL, as text; null leaves the field out
   */
  record FieldColumn(String name, String column, @Nullable String otherwise) {}

  /**
   * Protobuf records of one topic; columns match fields by name.
   *
   * @param schema the message's full name
   * @param eventTime the column that gives the record's timestamp; null where it is not selected
   * @param key output columns that make the record key; empty means no key
   */
  record KafkaTable(
      String schema, Topic topic, @Nullable String eventTime, List<String> key, Delivery delivery)
      implements SinkTable {
    public KafkaTable {
      key = List.copyOf(key);
    }

    @Override
    public String uid() {
      return "sink-kafka-%s-%s".formatted(topic.cluster(), topic.name());
    }

    @Override
    public boolean keepsState() {
      return true;
    }

    @Override
    public boolean takesUpdates() {
      return false;
    }
  }
}

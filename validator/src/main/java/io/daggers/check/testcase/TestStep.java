package io.daggers.check.testcase;

import com.google.protobuf.DynamicMessage;
import io.daggers.diagnostic.Location;
import io.daggers.topology.Topic;
import java.time.Instant;

/** Something that happens to one table, checked. */
public sealed interface TestStep {

  /** The table's name in the query. */
  String table();

  Location location();

  /** A record arrives. */
  record Arrival(String table, Location location, DynamicMessage message, Place place)
      implements TestStep {}

  /** Event time comes to a time, in all topics of the table. */
  record Watermark(String table, Location location, Instant time) implements TestStep {}

  /**
   * Where a record lies.
   *
   * @param timestampMillis the record's Kafka timestamp
   */
  record Place(Topic topic, int partition, long offset, long timestampMillis) {}
}

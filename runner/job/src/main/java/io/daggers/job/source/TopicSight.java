package io.daggers.job.source;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What was seen when a topic was looked at.
 *
 * @param answers whether its Kafka cluster told all of it
 * @param ends of each partition the offset after its newest record, uncommitted ones included
 */
record TopicSight(boolean answers, HashMap<Integer, Long> ends) implements SourceEvent {

  static final TopicSight NONE = new TopicSight(false, new HashMap<>());

  static TopicSight of(Map<Integer, Long> ends) {
    return new TopicSight(true, new HashMap<>(ends));
  }
}

package io.daggers.local.traffic;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param micros when, since 1970-01-01T00:00:00Z
 * @param schema the message that tells of it
 * @param kafkaCluster where that schema is on several, the one it goes to; null leaves it open
 * @param values by field: text (also for enums), numbers, booleans, instants, maps for messages,
 *     lists for what repeats
 */
record Event(
    long micros, String schema, @Nullable String kafkaCluster, Map<String, Object> values) {}

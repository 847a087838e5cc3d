package io.daggers.local.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The settings of the one broker: loopback only, no replication, quick to start, nothing expires.
 */
final class BrokerSettings {

  static final int NODE = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String FOREVER = String.valueOf(Long.MAX_VALUE);

  private BrokerSettings() {}

  /**
   * Kafka's property names with their values, both as text.
   *
   * @param more what is added; its listeners are beside that for clients
   */
  static Map<String, String> of(
      Path directory, int clientPort, int controllerPort, Properties more) {
    Map<String, String> settings = new HashMap<>(of(directory, clientPort, controllerPort));
    more.stringPropertyNames()
        .forEach(
            name ->
                settings.merge(
                    name,
                    more.getProperty(name),
                    (own, added) -> name.equals("listeners") ? own + "," + added : added));
    return settings;
  }

  private static Map<String, String> of(Path directory, int clientPort, int controllerPort) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", String.valueOf(NODE)),
        Map.entry("log.dirs", directory.toString()),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
                .formatted(clientPort, CONTROLLER_LISTENER, controllerPort)),
        Map.entry("controller.listener.names", CONTROLLER_LISTENER),
        Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // A broker that is started again after a crash waits until its earlier session has ended.
        Map.entry("broker.session.timeout.ms", "3000"),
        Map.entry("broker.heartbeat.interval.ms", "500"),
        Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),

        // The internal topics: one copy, and few partitions, which are made on first use.
        Map.entry("offsets.topic.num.partitions", "2"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.num.partitions", "2"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "2"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),

        // Record timestamps are event times: replays of old years and records from the future are
        // kept.
        Map.entry("log.retention.ms", "-1"),
        Map.entry("log.roll.ms", FOREVER),
        Map.entry("log.message.timestamp.after.max.ms", FOREVER));
  }
}

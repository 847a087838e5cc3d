package io.daggers.local;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Listeners of a broker that ask clients who they are, or encrypt. */
final class GuardedListeners {

  private GuardedListeners() {}

  /**
   * The settings that add them to a broker.
   *
   * @param ports by the listeners' names
   * @param protocols in Kafka's words, by the listeners' names
   * @param others settings that they need
   */
  static Properties settings(
      Map<String, Integer> ports, Map<String, String> protocols, Map<String, String> others) {
    Properties settings = new Properties();
    settings.putAll(others);
    if (!ports.isEmpty()) {
      settings.setProperty(
          "listeners",
          ports.entrySet().stream()
              .map(listener -> listener.getKey() + "://127.0.0.1:" + listener.getValue())
              .collect(Collectors.joining(",")));
      settings.setProperty(
          "listener.security.protocol.map",
          "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,"
              + protocols.entrySet().stream()
                  .map(listener -> listener.getKey() + ":" + listener.getValue())
                  .collect(Collectors.joining(",")));
      settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
    }
    return settings;
  }
}

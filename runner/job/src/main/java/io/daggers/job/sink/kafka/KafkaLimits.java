package io.daggers.job.sink.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a Kafka cluster allows. What it does not tell is taken to be Kafka's default. */
final class KafkaLimits {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaLimits.class);

  private static final String DEFAULT_MESSAGE_BYTES = "1048588";
  private static final String DEFAULT_TRANSACTION_MILLIS = "900000";

  private KafkaLimits() {}

  /** How large a record of the topic may be, with its batch's own bytes. */
  static int mostMessageBytes(KafkaEndpoint endpoint, String topic) throws IOException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return Integer.parseInt(
        setting(endpoint, admin -> resource, "max.message.bytes", DEFAULT_MESSAGE_BYTES));
  }

  static Duration longestTransaction(KafkaEndpoint endpoint) throws IOException {
    return Duration.ofMillis(
        Long.parseLong(
            setting(
                endpoint,
                KafkaLimits::anyBroker,
                "transaction.max.timeout.ms",
                DEFAULT_TRANSACTION_MILLIS)));
  }

  /**
   * Why results could be lost with the endpoint's transaction timeout, or not written at all;
   * nothing where it is right.
   *
   * @param longest what the Kafka cluster allows
   */
  static Optional<String> obstacle(KafkaEndpoint endpoint, Duration longest) {
    Duration timeout = endpoint.transactionTimeout();
    if (timeout.compareTo(longest) > 0) {
      return Optional.of(
          "transaction_timeout of the environment is %d s, and Kafka cluster '%s' allows %d s: lower it, or raise transaction.max.timeout.ms of its brokers"
              .formatted(timeout.toSeconds(), endpoint.cluster(), longest.toSeconds()));
    }
    if (timeout.compareTo(endpoint.checkpointInterval().multipliedBy(2)) < 0) {
      return Optional.of(
          "transaction_timeout of the environment is %d s, and results are committed every checkpoint_interval of %d s: make it at least twice as long, or Kafka drops results before they are committed"
              .formatted(timeout.toSeconds(), endpoint.checkpointInterval().toSeconds()));
    }
    return Optional.empty();
  }

  private interface Choice {
    ConfigResource of(Admin admin) throws ExecutionException, InterruptedException;
  }

  private static ConfigResource anyBroker(Admin admin)
      throws ExecutionException, InterruptedException {
    int id = admin.describeCluster().nodes().get().iterator().next().id();
    return new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id));
  }

  private static String setting(
      KafkaEndpoint endpoint, Choice choice, String name, String otherwise) throws IOException {
    try (Admin admin = Admin.create(endpoint.connection().with(Map.of()))) {
      ConfigResource resource = choice.of(admin);
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      ConfigEntry entry = config.get(name);
      return entry == null || entry.value() == null ? otherwise : entry.value();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        LOG.info(
            "kafka={} does not tell {}; it is taken to be {}", endpoint.cluster(), name, otherwise);
        return otherwise;
      }
      throw new IOException(
          "Kafka cluster '%s' does not tell %s: %s"
              .formatted(endpoint.cluster(), name, e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Kafka cluster " + endpoint.cluster(), e);
    }
  }
}

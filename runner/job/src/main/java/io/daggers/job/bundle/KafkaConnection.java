package io.daggers.job.bundle;

import io.daggers.job.secret.LateSecret;
import io.daggers.job.secret.SecretProvider;
import io.daggers.topology.Environment.KafkaCluster;
import io.daggers.topology.Environment.Login;
import io.daggers.topology.Environment.Mechanism;
import io.daggers.topology.Environment.Tls;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * How clients of all kinds get to a Kafka cluster.
 *
 * @param cluster its name in the environment
 * @param settings in Kafka's words; of secrets, variables that clients look up
 */
public record KafkaConnection(String cluster, Map<String, String> settings)
    implements Serializable {

  private static final String PEM = "PEM";

  public KafkaConnection {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /**
   * To each of the Kafka clusters of a job, by their names.
   *
   * @param secrets what is behind a reference such as {@code secret://env/NAME}
   */
  public static Map<String, KafkaConnection> of(
      JobBundle bundle, Function<String, LateSecret> secrets) {
    Map<String, KafkaConnection> connections = new TreeMap<>();
    bundle
        .kafkaClusters()
        .forEach((name, cluster) -> connections.put(name, of(name, cluster, secrets)));
    return connections;
  }

  /** To one Kafka cluster. */
  public static KafkaConnection of(
      String name, KafkaCluster cluster, Function<String, LateSecret> secrets) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol(cluster).name);
    Tls tls = cluster.tls();
    if (tls != null) {
      trust(tls.authorities(), secrets, settings);
      show(tls.certificate(), tls.key(), secrets, settings);
    }
    Login login = cluster.login();
    if (login != null) {
      settings.put(SaslConfigs.SASL_MECHANISM, mechanism(login.mechanism()));
      settings.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          "%s required username=%s password=%s;"
              .formatted(
                  module(login.mechanism()),
                  quoted(login.username()),
                  SecretProvider.quoted(secrets.apply(login.password()), settings)));
    }
    return new KafkaConnection(name, settings);
  }

  public String bootstrapServers() {
    return settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** The settings with some of a client's own. */
  public Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new TreeMap<>(settings);
    all.putAll(own);
    return all;
  }

  @Override
  public String toString() {
    return cluster + " at " + bootstrapServers();
  }

  private static void trust(
      @Nullable String authorities,
      Function<String, LateSecret> secrets,
      Map<String, String> settings) {
    if (authorities != null) {
      settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
      put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, secrets.apply(authorities), settings);
    }
  }

  private static void show(
      @Nullable String certificate,
      @Nullable String key,
      Function<String, LateSecret> secrets,
      Map<String, String> settings) {
    if (certificate != null && key != null) {
      settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
      put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, secrets.apply(certificate), settings);
      put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, secrets.apply(key), settings);
    }
  }

  private static void put(String key, LateSecret secret, Map<String, String> settings) {
    settings.put(key, SecretProvider.plain(secret, settings));
  }

  private static SecurityProtocol protocol(KafkaCluster cluster) {
    if (cluster.login() == null) {
      return cluster.tls() == null ? SecurityProtocol.PLAINTEXT : SecurityProtocol.SSL;
    }
    return cluster.tls() == null ? SecurityProtocol.SASL_PLAINTEXT : SecurityProtocol.SASL_SSL;
  }

  private static String mechanism(Mechanism mechanism) {
    return mechanism.name().replace('_', '-');
  }

  private static String module(Mechanism mechanism) {
    return switch (mechanism) {
      case PLAIN -> PlainLoginModule.class.getName();
      case SCRAM_SHA_256, SCRAM_SHA_512 -> ScramLoginModule.class.getName();
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

package io.daggers.job.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.secret.LateSecret;
import io.daggers.topology.Environment.KafkaCluster;
import io.daggers.topology.Environment.Login;
import io.daggers.topology.Environment.Mechanism;
import io.daggers.topology.Environment.Tls;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

  @Test
  void holdsWhatClientsLookUp() {
    KafkaConnection connection = connection();

    assertThat(connection.settings())
        .containsEntry("bootstrap.servers", "kafka:9093")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("ssl.truststore.certificates", "${daggers:plain:secret://file/ca.pem}")
        .containsEntry("config.providers", "daggers")
        .containsEntry("config.providers.daggers.param.folder", "/secrets")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-256")
        .hasEntrySatisfying(
            "sasl.jaas.config",
            login ->
                assertThat(login)
                    .contains(
                        "username=\"me\" password=\"${daggers:quoted:secret://env/PASSWORD}\";"));
  }

  @Test
  void printsNoSecret() {
    assertThat(connection()).hasToString("main at kafka:9093");
  }

  @Test
  void asksForNothingWhereTheClusterDoesNot() {
    assertThat(
            KafkaConnection.of("main", new KafkaCluster("kafka:9092"), KafkaConnectionTest::secret)
                .settings())
        .isEqualTo(Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "PLAINTEXT"));
  }

  private static LateSecret secret(String reference) {
    return new LateSecret(reference, "/secrets");
  }

  private static KafkaConnection connection() {
    return KafkaConnection.of(
        "main",
        new KafkaCluster(
            "kafka:9093",
            new Tls("secret://file/ca.pem", null, null),
            new Login(Mechanism.SCRAM_SHA_256, "me", "secret://env/PASSWORD")),
        KafkaConnectionTest::secret);
  }
}

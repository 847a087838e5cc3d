package io.daggers.job.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.secret.SecretReferences;
import io.daggers.topology.Environment.KafkaCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KafkaLimitsTest {

  private static final Duration LONGEST = Duration.ofMinutes(15);

  @Test
  void transactionsMayBeAsLongAsTheBrokerAllows() {
    assertThat(KafkaLimits.obstacle(endpoint(LONGEST, Duration.ofSeconds(10)), LONGEST)).isEmpty();
    assertThat(
            KafkaLimits.obstacle(endpoint(Duration.ofMinutes(16), Duration.ofSeconds(10)), LONGEST))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("960 s", "Kafka cluster 'main' allows 900 s", "transaction_timeout"));
  }

  @Test
  void transactionsMustOutliveACheckpointThatFails() {
    assertThat(
            KafkaLimits.obstacle(endpoint(Duration.ofMinutes(2), Duration.ofMinutes(1)), LONGEST))
        .isEmpty();
    assertThat(
            KafkaLimits.obstacle(endpoint(Duration.ofSeconds(119), Duration.ofMinutes(1)), LONGEST))
        .hasValueSatisfying(
            text -> assertThat(text).contains("119 s", "checkpoint_interval of 60 s"));
  }

  private static KafkaEndpoint endpoint(Duration transactionTimeout, Duration checkpointInterval) {
    return new KafkaEndpoint(
        KafkaConnection.of(
            "main", new KafkaCluster("127.0.0.1:1"), SecretReferences.WITHOUT_FILES::late),
        transactionTimeout,
        checkpointInterval);
  }
}

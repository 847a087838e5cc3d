package io.daggers.job;

import io.daggers.local.InfluxServer;
import io.daggers.local.KafkaBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On brokers and an InfluxDB that run beside the test. */
class KafkaToInfluxIT extends KafkaToInflux {

  @TempDir static Path storage;
  private static KafkaBroker broker;
  private static KafkaBroker foodBroker;
  private static InfluxServer influx;

  @BeforeAll
  static void startServices() throws Exception {
    broker = KafkaBroker.start(storage.resolve("mainstream"));
    foodBroker = KafkaBroker.start(storage.resolve("food"));
    influx = InfluxServer.start(storage.resolve("influx"));
  }

  @AfterAll
  static void stopServices() {
    influx.close();
    foodBroker.close();
    broker.close();
  }

  @Override
  Servers servers() {
    return new Servers(broker.bootstrapServers(), foodBroker.bootstrapServers(), influx.url());
  }
}

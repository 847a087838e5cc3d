package io.daggers.job;

import io.daggers.local.InfluxServer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.InfluxDBContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * On the official images of Kafka and InfluxDB. Compiled and run in the profile {@code containers}
 * only; without Docker it is skipped, and says so.
 */
class OfficialImagesIT extends KafkaToInflux {

  private static final String KAFKA = System.getProperty("kafka.image");
  private static final String SKIPPED =
      "SKIPPED: the end-to-end test on %s and %s, because Testcontainers finds no Docker that answers. "
          + "Start Docker (docker info must succeed; DOCKER_HOST says where it is, if not in the usual place) "
          + "and run make test-containers again.";

  private final Deque<GenericContainer<?>> started = new ArrayDeque<>();
  private KafkaContainer mainstream;
  private KafkaContainer food;
  private InfluxDBContainer<?> influx;

  @BeforeEach
  void startContainers() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      String skipped = SKIPPED.formatted(KAFKA, InfluxServer.IMAGE);
      System.out.println(skipped);
      Assumptions.abort(skipped);
    }
    System.out.printf("The end-to-end test runs on %s and %s.%n", KAFKA, InfluxServer.IMAGE);
    mainstream = started(new KafkaContainer(KAFKA));
    food = started(new KafkaContainer(KAFKA));
    influx =
        started(
            new InfluxDBContainer<>(DockerImageName.parse(InfluxServer.IMAGE))
                .withAuthEnabled(false));
  }

  @AfterEach
  void stopContainers() {
    started.forEach(GenericContainer::stop);
  }

  @Override
  Servers servers() {
    return new Servers(
        mainstream.getBootstrapServers(), food.getBootstrapServers(), influx.getUrl());
  }

  private <C extends GenericContainer<?>> C started(C container) {
    started.push(container);
    container.start();
    return container;
  }
}

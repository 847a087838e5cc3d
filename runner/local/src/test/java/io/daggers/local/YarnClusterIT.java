package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YarnClusterIT {

  @TempDir static Path directory;
  private static YarnCluster yarn;

  @BeforeAll
  static void startYarn() throws Exception {
    yarn = YarnCluster.start(directory, List.of("rides", "food"), 4_096);
  }

  @AfterAll
  static void stopYarn() {
    yarn.close();
  }

  @Test
  void hasAQueueForEachTeam() throws Exception {
    assertThat(ask("/ws/v1/cluster/scheduler"))
        .contains("\"queueName\":\"rides\"", "\"queueName\":\"food\"");
  }

  @Test
  void knowsItsNodeAgainAfterACrashOfTheResourceManager() throws Exception {
    yarn.kill(YarnCluster.Daemon.RESOURCE_MANAGER);
    yarn.restart(YarnCluster.Daemon.RESOURCE_MANAGER);

    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!ask("/ws/v1/cluster/metrics").contains("\"activeNodes\":1")) {
      assertThat(System.nanoTime()).as("the node did not come back").isLessThan(deadline);
      Thread.sleep(100);
    }
    assertThat(ask("/ws/v1/cluster/metrics")).contains("\"totalMB\":4096");
  }

  private static String ask(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(yarn.resourceManager() + path))
            .header("Accept", "application/json")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}

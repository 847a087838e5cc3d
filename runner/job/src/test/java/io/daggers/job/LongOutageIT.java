package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.FaultyProxy.Fault;
import io.daggers.job.Readings.World;
import io.daggers.job.bundle.JobBundle;
import io.daggers.local.InfluxServer;
import io.daggers.local.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage that is longer than a checkpoint may take, which is ten minutes in earnest. */
class LongOutageIT {

  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(1);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aJobWaitsForInfluxThroughCheckpointsThatAreGivenUp(@TempDir Path directory)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("LongOutageIT seed " + seed);
    World world = new World("outage");
    try (KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
        InfluxServer influx = InfluxServer.start(directory.resolve("influx"));
        FaultyProxy proxy = new FaultyProxy(influx.url(), Duration.ofMillis(500));
        MiniCluster flink = MiniClusters.start()) {
      world.createTopics(broker);
      JobBundle bundle =
          world.intoInflux(
              Bundles.environment(
                  Map.of("main", broker.bootstrapServers()), proxy.url(), directory));
      Readings readings = new Readings(world, bundle, seed, START);
      proxy.set(Fault.REFUSE);
      readings.send(broker, 1_000);
      readings.close(broker);

      RunningJob job = RunningJob.startOnce(flink, bundle, CHECKPOINT_TIMEOUT);
      Waiting.until(() -> job.failedCheckpoints() >= 3, job::status);
      assertThat(job.runs()).as(job.status()).isTrue();
      proxy.set(Fault.NONE);

      Waiting.until(() -> written(influx) == readings.totals().size(), job::status);
      assertThat(job.failure()).isEmpty();
      job.cancel();
    }
  }

  private static long written(InfluxServer influx) throws Exception {
    return influx
        .query("team", "SELECT COUNT(readings) FROM totals_outage WHERE readings > 0")
        .stream()
        .mapToLong(series -> ((Number) series.getValues().get(0).get(1)).longValue())
        .sum();
  }
}

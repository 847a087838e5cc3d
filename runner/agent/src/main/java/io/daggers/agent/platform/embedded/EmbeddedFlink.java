package io.daggers.agent.platform.embedded;

import io.daggers.topology.Environment;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** How Flink is set up inside the agent's process. */
final class EmbeddedFlink {

  private static final String LOOPBACK = "127.0.0.1";

  /** One per dagger and unit of parallelism. */
  private static final int SLOTS = EmbeddedPlatform.SLOTS;

  /** Reserved per slot and only taken when a window aggregate needs it. */
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(16 * SLOTS);

  private EmbeddedFlink() {}

  static MiniClusterConfiguration configuration(Environment environment) {
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(options(environment))
        .setNumTaskManagers(1)
        .setNumSlotsPerTaskManager(SLOTS)
        .setCommonBindAddress(LOOPBACK)
        .withRandomPorts()
        .build();
  }

  private static Configuration options(Environment environment) {
    Configuration options = new Configuration();
    options.set(RestOptions.ADDRESS, LOOPBACK);
    options.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    // Jobs come from git alone: the pages show them and change nothing.
    options.set(WebOptions.SUBMIT_ENABLE, false);
    options.set(WebOptions.CANCEL_ENABLE, false);
    options.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(2));
    options.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    // A laptop that slept is no reason to give up on ourselves.
    options.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofHours(12));
    // There will be no more slots than there are.
    options.set(JobManagerOptions.SLOT_REQUEST_TIMEOUT, Duration.ofSeconds(20));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    options.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, environment.checkpoints());
    return options;
  }
}

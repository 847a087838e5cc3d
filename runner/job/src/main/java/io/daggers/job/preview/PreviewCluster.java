package io.daggers.job.preview;

import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.util.Reference;

/** A Flink in this process, with what one small job takes and little else. */
final class PreviewCluster {

  private static final String LOOPBACK = "127.0.0.1";

  private PreviewCluster() {}

  static MiniCluster start() throws Exception {
    MiniClusterConfiguration configuration =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(options())
            .setCommonBindAddress(LOOPBACK)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(1)
            .build();
    MiniCluster flink = new MiniCluster(configuration, () -> Reference.owned(rpc()));
    flink.start();
    return flink;
  }

  /** Flink's own, from the class path: by itself Flink unpacks it from a jar within a jar. */
  private static RpcSystem rpc() {
    return ServiceLoader.load(RpcSystem.class).findFirst().orElseThrow();
  }

  private static Configuration options() {
    Configuration options = new Configuration();
    options.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    options.set(RestOptions.BIND_PORT, "0");
    options.set(WebOptions.SUBMIT_ENABLE, false);
    options.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("64m"));
    options.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse("32m"));
    options.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse("32m"));
    return options;
  }
}

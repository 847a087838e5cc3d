package io.daggers.agent.platform.yarn;

import io.daggers.topology.Environment;
import io.daggers.topology.Environment.ZooKeeper;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.runtime.highavailability.ApplicationResultStoreOptions;
import org.apache.flink.runtime.highavailability.JobResultStoreOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.yarn.configuration.YarnConfigOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;

/**
 * How an application comes back when its ApplicationMaster dies. With ZooKeeper YARN makes another
 * attempt, which goes on from the newest checkpoint. Without, there is one attempt: a second would
 * begin at the state that the first one began with.
 */
final class HighAvailability {

  /** Of a ResourceManager that allows two, which is YARN's default, these are two. */
  private static final int ATTEMPTS = 3;

  /** ApplicationMasters that died longer ago do not count as attempts. */
  private static final Duration COUNTED = Duration.ofMinutes(10);

  private static final String ALL = "recovery";

  private HighAvailability() {}

  /** For one application of an environment on YARN. */
  static Configuration options(
      Environment environment, Environment.Yarn yarn, ApplicationId application) {
    Configuration flink = new Configuration();
    ZooKeeper zooKeeper = yarn.zooKeeper();
    if (zooKeeper == null) {
      flink.set(YarnConfigOptions.APPLICATION_ATTEMPTS, 1);
      return flink;
    }
    flink.set(YarnConfigOptions.APPLICATION_ATTEMPTS, ATTEMPTS);
    flink.set(YarnConfigOptions.APPLICATION_ATTEMPT_FAILURE_VALIDITY_INTERVAL, COUNTED.toMillis());
    flink.set(HighAvailabilityOptions.HA_MODE, HighAvailabilityMode.ZOOKEEPER.name());
    flink.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, zooKeeper.servers());
    flink.set(HighAvailabilityOptions.HA_ZOOKEEPER_ROOT, "/daggers/" + environment.name());
    flink.set(HighAvailabilityOptions.HA_CLUSTER_ID, application.toString());
    flink.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, zooKeeper.sessionTimeout());
    // A server that restarts is no reason to stop: who leads is settled as long as the session is.
    flink.set(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS, true);
    String folder = folder(yarn.folder(), application).toString();
    flink.set(HighAvailabilityOptions.HA_STORAGE_PATH, folder);
    flink.set(JobResultStoreOptions.STORAGE_PATH, folder + "/results/jobs");
    flink.set(ApplicationResultStoreOptions.STORAGE_PATH, folder + "/results/applications");
    // Or an attempt that begins after the job was stopped would start it from where it began.
    flink.set(ApplicationResultStoreOptions.DELETE_ON_COMMIT, false);
    return flink;
  }

  /**
   * Where an application keeps what another attempt needs.
   *
   * @param folder the environment's on the cluster's file system, as a URI
   */
  static Path folder(String folder, ApplicationId application) {
    return new Path(new Path(folder, ALL), application.toString());
  }
}

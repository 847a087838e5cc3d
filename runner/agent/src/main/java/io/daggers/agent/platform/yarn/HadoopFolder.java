package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * The settings of YARN and HDFS, as every machine of a cluster has them.
 *
 * @param folder such as the variable HADOOP_CONF_DIR names
 */
public record HadoopFolder(Path folder) {

  private static final List<String> FILES =
      List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml");

  /** Hadoop's clients try for a quarter of an hour, while nobody is told anything. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  /**
   * @throws PlatformException where it lacks one of the files
   */
  public static HadoopFolder of(Path folder) throws PlatformException {
    for (String name : FILES) {
      if (!Files.isReadable(folder.resolve(name))) {
        throw new PlatformException("there is no %s in %s".formatted(name, folder));
      }
    }
    return new HadoopFolder(folder);
  }

  /** What clients of this cluster need, so that they notice within seconds that it is away. */
  public YarnConfiguration settings() {
    YarnConfiguration settings = new YarnConfiguration();
    for (String name : FILES) {
      settings.addResource(new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()));
    }
    int millis = (int) LONGEST_SILENCE.toMillis();
    settings.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, millis);
    settings.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, millis / 10);
    settings.setInt("ipc.client.rpc-timeout.ms", millis);
    settings.setInt("ipc.client.connect.max.retries", 1);
    return settings;
  }
}

package io.daggers.agent.platform.yarn;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Flink's client puts on the cluster's file system for an application, below the home of who
 * starts it. A JobManager that ends in good order removes it, one that fails or is killed does not.
 */
final class StagingFolders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StagingFolders.class);

  /** Flink's name for it. */
  private static final String ALL = ".flink";

  private final FileSystem files;

  private StagingFolders(FileSystem files) {
    this.files = files;
  }

  static StagingFolders reach(YarnConfiguration hadoop) throws IOException {
    return new StagingFolders(FileSystem.newInstance(hadoop));
  }

  /**
   * Removes that of an application that has ended for certain. Where it cannot, it takes some place
   * and does no other harm.
   */
  void remove(ApplicationId ended) {
    Path folder = new Path(new Path(files.getHomeDirectory(), ALL), ended.toString());
    boolean recursive = true;
    try {
      if (files.delete(folder, recursive)) {
        LOG.info("application={} folder={} removed", ended, folder);
      }
    } catch (IOException e) {
      LOG.warn("application={} folder={} is not removed: {}", ended, folder, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      LOG.warn("the cluster's file system is not left in good order: {}", e.getMessage());
    }
  }
}

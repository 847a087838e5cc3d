package io.daggers.agent.platform.yarn;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on the cluster's file system for one application alone: what Flink's client puts there to
 * start it, below the home of who does, and what another attempt would need. A JobManager that ends
 * in good order removes most of it, one that fails or is killed does not.
 */
final class ApplicationFolders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApplicationFolders.class);

  /** Flink's name for it. */
  private static final String STAGING = ".flink";

  private final FileSystem home;
  private final FileSystem files;
  private final String folder;

  private ApplicationFolders(FileSystem home, FileSystem files, String folder) {
    this.home = home;
    this.files = files;
    this.folder = folder;
  }

  /**
   * @param folder the environment's, as a URI
   */
  static ApplicationFolders reach(YarnConfiguration hadoop, String folder) throws IOException {
    FileSystem home = FileSystem.newInstance(hadoop);
    try {
      return new ApplicationFolders(
          home, FileSystem.newInstance(new Path(folder).toUri(), hadoop), folder);
    } catch (IOException e) {
      home.close();
      throw e;
    }
  }

  /**
   * Removes those of an application that has ended for certain. Where it cannot, they take some
   * place and do no other harm.
   */
  void remove(ApplicationId ended) {
    remove(ended, home, new Path(new Path(home.getHomeDirectory(), STAGING), ended.toString()));
    remove(ended, files, HighAvailability.folder(folder, ended));
  }

  private static void remove(ApplicationId ended, FileSystem files, Path folder) {
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
    try (home) {
      files.close();
    } catch (IOException e) {
      LOG.warn("the cluster's file system is not left in good order: {}", e.getMessage());
    }
  }
}

package io.daggers.agent.platform.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.JobBundleFormat;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Bundles on the cluster's file system, for the jobs that are made of them. They never change. */
final class BundleStore {

  private final Path folder;
  private final Map<Fingerprint, JobBundle> known = new ConcurrentHashMap<>();

  /**
   * @param folder a URI
   */
  BundleStore(String folder) {
    this.folder = new Path(folder, "bundles");
  }

  /** Returns where it is. */
  Path write(JobBundle bundle) throws IOException {
    Path file = file(bundle.fingerprint());
    FileSystem files = folder.getFileSystem();
    if (!files.exists(file)) {
      // A reader must not find half of it.
      Path unfinished = new Path(folder, UUID.randomUUID() + ".new");
      try (FSDataOutputStream out = files.create(unfinished, FileSystem.WriteMode.NO_OVERWRITE)) {
        out.write(JobBundleFormat.write(bundle).getBytes(UTF_8));
      }
      if (!files.rename(unfinished, file) && !files.exists(file)) {
        throw new IOException("%s cannot be given its name".formatted(file));
      }
    }
    known.put(bundle.fingerprint(), bundle);
    return file;
  }

  JobBundle read(Fingerprint fingerprint) throws IOException {
    JobBundle bundle = known.get(fingerprint);
    if (bundle == null) {
      try (FSDataInputStream in = folder.getFileSystem().open(file(fingerprint))) {
        bundle = JobBundleFormat.read(new String(in.readAllBytes(), UTF_8));
      } catch (IllegalArgumentException e) {
        throw new IOException("%s: %s".formatted(file(fingerprint), e.getMessage()), e);
      }
      known.put(fingerprint, bundle);
    }
    return bundle;
  }

  private Path file(Fingerprint fingerprint) {
    return new Path(folder, fingerprint + ".json");
  }
}

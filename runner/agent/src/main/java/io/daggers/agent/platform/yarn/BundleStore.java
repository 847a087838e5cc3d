package io.daggers.agent.platform.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.JobBundleFormat;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Bundles on the cluster's file system, for the jobs that are made of them. Another version of the
 * runner can make another one of the same fingerprint, which takes its place.
 */
final class BundleStore {

  private final FileContext files;
  private final Path folder;
  private final Map<Fingerprint, JobBundle> known = new ConcurrentHashMap<>();

  /**
   * @param folder a URI
   */
  BundleStore(String folder, Configuration hadoop) throws IOException {
    this.folder = new Path(folder, "bundles");
    this.files = FileContext.getFileContext(this.folder.toUri(), hadoop);
  }

  /** Returns where it is. A reader finds this one or the one before, and never half of it. */
  Path write(JobBundle bundle) throws IOException {
    Path file = file(bundle.fingerprint());
    if (!bundle.equals(known.get(bundle.fingerprint()))) {
      Path unfinished = new Path(folder, UUID.randomUUID() + ".new");
      try (FSDataOutputStream out =
          files.create(
              unfinished, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
        out.write(JobBundleFormat.write(bundle).getBytes(UTF_8));
      }
      files.rename(unfinished, file, Options.Rename.OVERWRITE);
      known.put(bundle.fingerprint(), bundle);
    }
    return file;
  }

  JobBundle read(Fingerprint fingerprint) throws IOException {
    JobBundle bundle = known.get(fingerprint);
    if (bundle == null) {
      try (FSDataInputStream in = files.open(file(fingerprint))) {
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

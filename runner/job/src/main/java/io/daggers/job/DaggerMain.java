package io.daggers.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.JobBundleFormat;
import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/** The program of a dagger on a Flink of its own, where the agent is not. */
public final class DaggerMain {

  private DaggerMain() {}

  /**
   * @param args where the bundle is, as a URI; and the folder of secrets on this machine, if any
   */
  public static void main(String[] args) throws Exception {
    SecretReferences secrets =
        new SecretReferences(args.length > 1 ? java.nio.file.Path.of(args[1]) : null);
    DaggerJob.execute(bundle(new Path(args[0])), secrets::resolve);
  }

  private static JobBundle bundle(Path file) throws IOException {
    try (FSDataInputStream in = file.getFileSystem().open(file)) {
      return JobBundleFormat.read(new String(in.readAllBytes(), UTF_8));
    }
  }
}

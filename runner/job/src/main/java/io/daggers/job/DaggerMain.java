package io.daggers.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.JobBundleFormat;
import io.daggers.job.secret.SecretReferences;
import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.ExceptionUtils;

/** The program of a dagger on a Flink of its own, where the agent is not. */
public final class DaggerMain {

  private DaggerMain() {}

  /**
   * @param args URIs of the bundle and of a file to write why this fails, if it does; and the
   *     folder of secrets on this machine, if any
   */
  public static void main(String[] args) throws Exception {
    Path note = new Path(args[1]);
    try {
      forget(note);
      SecretReferences secrets =
          new SecretReferences(args.length > 2 ? java.nio.file.Path.of(args[2]) : null);
      DaggerJob.execute(bundle(new Path(args[0])), secrets::late);
    } catch (Exception | Error e) {
      note(note, e);
      throw e;
    }
  }

  private static JobBundle bundle(Path file) throws IOException {
    try (FSDataInputStream in = file.getFileSystem().open(file)) {
      return JobBundleFormat.read(new String(in.readAllBytes(), UTF_8));
    }
  }

  /** What an attempt before this one wrote says nothing of this one. */
  private static void forget(Path note) throws IOException {
    boolean recursive = false;
    note.getFileSystem().delete(note, recursive);
  }

  private static void note(Path file, Throwable failure) {
    try (FSDataOutputStream out =
        file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE)) {
      out.write(ExceptionUtils.stringifyException(failure).getBytes(UTF_8));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}

package io.daggers.agent.platform.flink;

import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.PlatformException;
import io.daggers.job.begin.WindowProgress;
import io.daggers.topology.Environment;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders in which jobs leave their state: one per job for savepoints, one for checkpoints. */
public final class LeftBehind {

  /** Flink writes this file last: with it, a checkpoint is whole. */
  private static final String LAST_FILE = "_metadata";

  private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);
  private static final int MOST_LOOKS = 5;

  private final Environment environment;

  public LeftBehind(Environment environment) {
    this.environment = environment;
  }

  /** A job's own folder for savepoints, so that one is found even if its place was never told. */
  public String savepointFolder(JobId job) {
    return environment.savepoints() + "/" + job;
  }

  public Optional<InitialState.Saved> newest(JobId job) throws PlatformException {
    List<FileStatus> whole;
    try {
      whole = new ArrayList<>(wholeIn(savepointFolder(job)));
      whole.addAll(wholeIn(environment.checkpoints() + "/" + job));
    } catch (IOException e) {
      throw new PlatformException(
          "checkpoints of job %s cannot be read: %s".formatted(job, e.getMessage()), e);
    }
    return whole.stream()
        .max(Comparator.comparing(FileStatus::getModificationTime))
        .map(file -> new InitialState.Saved(file.getPath().getParent().toString()));
  }

  /** Which windows are written according to a state; empty where that does not tell. */
  public static Optional<InitialState.OpenWindows> openWindows(InitialState.Saved state)
      throws PlatformException {
    try {
      OptionalLong millis = WindowProgress.writtenUntil(state.location());
      return millis.isPresent()
          ? Optional.of(new InitialState.OpenWindows(Instant.ofEpochMilli(millis.getAsLong())))
          : Optional.empty();
    } catch (IOException e) {
      throw new PlatformException(
          "%s does not tell which windows are written: %s"
              .formatted(state.location(), e.getMessage()),
          e);
    }
  }

  /** Of a job that has not ended yet, Flink removes old ones while somebody looks. */
  private static List<FileStatus> wholeIn(String folder) throws IOException {
    for (int look = 1; look < MOST_LOOKS; look++) {
      try {
        return wholeNowIn(folder);
      } catch (FileNotFoundException e) {
        LOG.info("folder={} changes while it is read: {}", folder, e.getMessage());
      }
    }
    return wholeNowIn(folder);
  }

  private static List<FileStatus> wholeNowIn(String folder) throws IOException {
    Path path = new Path(folder);
    FileSystem files = path.getFileSystem();
    List<FileStatus> whole = new ArrayList<>();
    if (files.exists(path)) {
      for (FileStatus each : files.listStatus(path)) {
        Path last = new Path(each.getPath(), LAST_FILE);
        if (each.isDir() && files.exists(last)) {
          whole.add(files.getFileStatus(last));
        }
      }
    }
    return whole;
  }
}

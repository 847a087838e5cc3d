package io.daggers.agent.platform.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.agent.journal.StorageTakenException;
import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LeaseRecoverable;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to write a file of HDFS, which it gives to one process at a time. */
final class JournalLease {

  private static final Logger LOG = LoggerFactory.getLogger(JournalLease.class);

  /** What HDFS says, by class, while somebody has the right or it is being taken from them. */
  private static final Set<String> TAKEN =
      Set.of(
          "org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException",
          "org.apache.hadoop.hdfs.protocol.RecoveryInProgressException");

  private static final long PAUSE_MILLIS = 200;
  private static final int MOST_PAUSES = 150;

  private final FileSystem files;
  private final Path journal;

  /** Where who has the right says who it is. */
  private final Path holder;

  JournalLease(FileSystem files, Path journal) {
    this.files = files;
    this.journal = journal;
    this.holder = journal.suffix(".holder");
  }

  /**
   * @return a stream behind the last whole line
   * @throws StorageTakenException while another process has it
   */
  FSDataOutputStream take() throws IOException {
    create();
    FSDataOutputStream out = opened();
    long whole = wholeLines();
    if (whole < files.getFileStatus(journal).getLen()) {
      LOG.warn("journal={} dropped a line that was only half written", journal);
      out.close();
      boolean done = files.truncate(journal, whole);
      for (int i = 0; !done && i < MOST_PAUSES; i++) {
        pause();
        done = ((LeaseRecoverable) files).isFileClosed(journal);
      }
      out = opened();
    }
    sign();
    return out;
  }

  private void create() throws IOException {
    if (!files.exists(journal)) {
      boolean overwrite = false;
      try {
        files.create(journal, overwrite).close();
      } catch (FileAlreadyExistsException e) {
        LOG.info("journal={} was made by another agent at this moment", journal);
      }
    }
  }

  private FSDataOutputStream opened() throws IOException {
    try {
      return files.append(journal);
    } catch (RemoteException e) {
      if (!TAKEN.contains(e.getClassName())) {
        throw e;
      }
      Holder other = readHolder();
      if (!other.isGone()) {
        throw new StorageTakenException(
            "another agent works in %s: %s".formatted(journal, other), e);
      }
      recover();
      return files.append(journal);
    }
  }

  private Holder readHolder() throws IOException {
    if (!files.exists(holder)) {
      return Holder.UNKNOWN;
    }
    try (FSDataInputStream in = files.open(holder)) {
      return Holder.parse(new String(in.readAllBytes(), UTF_8));
    }
  }

  /** HDFS makes sure first that nothing more of the old holder comes. */
  private void recover() throws IOException {
    for (int i = 0; i < MOST_PAUSES; i++) {
      if (((LeaseRecoverable) files).recoverLease(journal)) {
        return;
      }
      pause();
    }
    throw new StorageTakenException("HDFS does not free " + journal, null);
  }

  private void sign() throws IOException {
    boolean overwrite = true;
    try (FSDataOutputStream out = files.create(holder, overwrite)) {
      out.write(Holder.thisProcess().text().getBytes(UTF_8));
    }
  }

  /** The length up to the end of the last line. */
  private long wholeLines() throws IOException {
    try (FSDataInputStream in = files.open(journal)) {
      byte[] text = in.readAllBytes();
      int length = text.length;
      while (length > 0 && text[length - 1] != '\n') {
        length--;
      }
      return length;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

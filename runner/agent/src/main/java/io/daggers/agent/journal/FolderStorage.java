package io.daggers.agent.journal;

import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of this machine, with {@code journal.jsonl} and the bundles in it. */
public final class FolderStorage implements AgentStorage {

  private static final Logger LOG = LoggerFactory.getLogger(FolderStorage.class);

  private final Path path;

  /** Not a channel: those are closed when a thread that writes is interrupted. */
  private final RandomAccessFile file;

  private final FolderLock lock;
  private final BundleFolder bundles;

  private FolderStorage(Path path, RandomAccessFile file, FolderLock lock, BundleFolder bundles) {
    this.path = path;
    this.file = file;
    this.lock = lock;
    this.bundles = bundles;
  }

  /**
   * Makes the folder where it is missing.
   *
   * @throws IOException where another agent has it open
   */
  public static FolderStorage open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FolderLock lock = FolderLock.take(folder);
    try {
      Path path = folder.resolve("journal.jsonl");
      BundleFolder bundles = new BundleFolder(folder.resolve("bundles"));
      return new FolderStorage(path, new RandomAccessFile(path.toFile(), "rw"), lock, bundles);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public String lines() throws IOException {
    String text = Files.readString(path);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.length() < text.length()) {
      LOG.warn("journal={} dropped a line that was only half written", path);
      file.setLength(whole.getBytes(StandardCharsets.UTF_8).length);
    }
    return whole;
  }

  @Override
  public void append(String line) throws IOException {
    file.seek(file.length());
    file.write(line.getBytes(StandardCharsets.UTF_8));
    file.getFD().sync();
  }

  @Override
  public void keep(JobBundle bundle) throws IOException {
    bundles.write(bundle);
  }

  @Override
  public Optional<JobBundle> bundle(Fingerprint fingerprint) {
    return bundles.read(fingerprint);
  }

  @Override
  public String place() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      file.close();
    }
  }
}

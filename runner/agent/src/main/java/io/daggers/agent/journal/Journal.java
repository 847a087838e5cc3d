package io.daggers.agent.journal;

import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided and done, one JSON object per line, appended and never edited. A line is on disk
 * before the step it announces is taken, so that an agent that dies in between can find out.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final Path path;

  /** Not a channel: those are closed when a thread that writes is interrupted. */
  private final RandomAccessFile file;

  private final FolderLock lock;
  private final BundleFolder bundles;
  private final Recollection recollection = new Recollection();

  private Journal(Path path, RandomAccessFile file, FolderLock lock, BundleFolder bundles) {
    this.path = path;
    this.file = file;
    this.lock = lock;
    this.bundles = bundles;
  }

  /**
   * Opens {@code journal.jsonl} in a folder, and makes both where they are missing.
   *
   * @throws IOException where another agent has it open, or a line is not an entry
   */
  public static Journal open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve("journal.jsonl");
    FolderLock lock = FolderLock.take(folder);
    try {
      return opened(path, lock, new BundleFolder(folder.resolve("bundles")));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** Appends a line; it is on disk when this returns. */
  public synchronized void record(Entry entry) {
    try {
      file.write((EntryFormat.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
      file.getFD().sync();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be written", e);
    }
    recollection.add(entry);
  }

  /** Keeps a bundle, so that it can be started again; it is on disk when this returns. */
  public synchronized void keep(JobBundle bundle) {
    bundles.write(bundle);
  }

  public synchronized Optional<JobBundle> bundle(Fingerprint fingerprint) {
    return bundles.read(fingerprint);
  }

  /** All lines, oldest first, read again. */
  public synchronized List<Entry> entries() {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.map(EntryFormat::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be read", e);
    }
  }

  /** What all lines add up to. */
  public synchronized History history() {
    return recollection.history(bundles::read);
  }

  @Override
  public synchronized void close() throws IOException {
    try (lock) {
      file.close();
    }
  }

  private static Journal opened(Path path, FolderLock lock, BundleFolder bundles)
      throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      Journal journal = new Journal(path, file, lock, bundles);
      journal.readBack();
      return journal;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void readBack() throws IOException {
    String text = Files.readString(path);
    int whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length()) {
      LOG.warn("journal={} dropped a line that was only half written", path);
      file.setLength(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
    }
    int number = 0;
    for (String line : text.substring(0, whole).lines().toList()) {
      number++;
      try {
        recollection.add(EntryFormat.read(line));
      } catch (IllegalArgumentException e) {
        throw new IOException("line %d of %s: %s".formatted(number, path, e.getMessage()), e);
      }
    }
    file.seek(file.length());
  }
}

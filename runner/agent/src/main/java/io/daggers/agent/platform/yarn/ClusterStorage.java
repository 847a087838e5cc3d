package io.daggers.agent.platform.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.agent.journal.AgentStorage;
import io.daggers.agent.journal.StorageLostException;
import io.daggers.agent.journal.StorageTakenException;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import io.daggers.topology.Environment;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal on HDFS, which lets one agent at a time write. It renews that right by itself for as
 * long as its process runs. A minute after it last did, HDFS gives the right to whoever asks, and
 * refuses what the first one writes from then on.
 */
public final class ClusterStorage implements AgentStorage {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterStorage.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final FileSystem files;
  private final Path journal;
  private final FSDataOutputStream out;
  private final BundleStore bundles;

  private ClusterStorage(
      FileSystem files, Path journal, FSDataOutputStream out, BundleStore bundles) {
    this.files = files;
    this.journal = journal;
    this.out = out;
    this.bundles = bundles;
  }

  /**
   * @throws StorageTakenException while another agent has it
   */
  public static ClusterStorage open(HadoopFolder hadoop, Environment environment)
      throws IOException {
    String folder = Objects.requireNonNull(environment.yarn()).folder();
    Path journal = new Path(folder, "agent/%s/journal.jsonl".formatted(environment.name()));
    Configuration settings = hadoop.settings();
    FileSystem files = FileSystem.newInstance(journal.toUri(), settings);
    try {
      FSDataOutputStream out = new JournalLease(files, journal).take();
      return new ClusterStorage(files, journal, out, new BundleStore(folder, settings));
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  /**
   * The same, once no other agent has it.
   *
   * @param waiting is told once why it has to wait
   */
  public static ClusterStorage await(
      HadoopFolder hadoop, Environment environment, Consumer<String> waiting)
      throws IOException, InterruptedException {
    boolean told = false;
    while (true) {
      try {
        return open(hadoop, environment);
      } catch (StorageTakenException e) {
        if (!told) {
          waiting.accept(e.getMessage());
          told = true;
        }
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
    }
  }

  @Override
  public String lines() throws IOException {
    try (FSDataInputStream in = files.open(journal)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Override
  public void append(String line) throws IOException {
    try {
      out.write(line.getBytes(UTF_8));
      out.hsync();
    } catch (IOException e) {
      throw new StorageLostException("HDFS does not take it: " + e.getMessage(), e);
    }
  }

  @Override
  public void keep(JobBundle bundle) throws IOException {
    bundles.write(bundle);
  }

  @Override
  public Optional<JobBundle> bundle(Fingerprint fingerprint) {
    try {
      return Optional.of(bundles.read(fingerprint));
    } catch (IOException e) {
      LOG.warn("bundle={} cannot be read: {}", fingerprint, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public String place() {
    return journal.toString();
  }

  @Override
  public void close() throws IOException {
    try (files) {
      out.close();
    }
  }
}

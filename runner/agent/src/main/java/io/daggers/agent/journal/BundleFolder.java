package io.daggers.agent.journal;

import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.JobBundleFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bundles that were started, one file each, named by fingerprint. */
final class BundleFolder {

  private static final Logger LOG = LoggerFactory.getLogger(BundleFolder.class);

  private final Path folder;
  private final Map<Fingerprint, Optional<JobBundle>> seen = new HashMap<>();

  BundleFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The file is whole or absent, whenever the process ends. */
  void write(JobBundle bundle) throws IOException {
    Path draft = Files.writeString(folder.resolve("draft"), JobBundleFormat.write(bundle));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(draft, file(bundle.fingerprint()), StandardCopyOption.ATOMIC_MOVE);
    seen.put(bundle.fingerprint(), Optional.of(bundle));
  }

  Optional<JobBundle> read(Fingerprint fingerprint) {
    return seen.computeIfAbsent(fingerprint, this::fromDisk);
  }

  private Optional<JobBundle> fromDisk(Fingerprint fingerprint) {
    Path path = file(fingerprint);
    try {
      return Files.exists(path)
          ? Optional.of(JobBundleFormat.read(Files.readString(path)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // An older agent's bundle may not be readable any more; then its job cannot be brought back.
      LOG.warn("bundle={} is not readable: {}", path, e.getMessage());
      return Optional.empty();
    }
  }

  private Path file(Fingerprint fingerprint) {
    return folder.resolve(fingerprint + ".json");
  }
}

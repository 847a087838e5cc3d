package io.daggers.agent.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The status that a commit was told last, for the next agent: it is not told the same again. */
final class LastTold {

  private static final Logger LOG = LoggerFactory.getLogger(LastTold.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private record Kept(String target, CommitStatus status) {}

  private final Path file;
  private final String target;

  /**
   * @param target whom it is told, so that another one is told anew
   */
  LastTold(Path folder, String target) {
    this.file = folder.resolve("commit-status.json");
    this.target = target;
  }

  Optional<CommitStatus> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), Kept.class))
          .filter(kept -> kept.target.equals(target))
          .map(Kept::status);
    } catch (IOException e) {
      // At worst a commit is told the same twice.
      LOG.warn("{} cannot be read: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  void write(CommitStatus status) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.write(draft, MAPPER.writeValueAsBytes(new Kept(target, status)));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.getMessage());
    }
  }
}

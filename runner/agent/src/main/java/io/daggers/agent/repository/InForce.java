package io.daggers.agent.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The commit of a branch that was last in force, as it is kept for the next agent.
 *
 * @param repository its address, without a password
 * @param revision the commit's id, 40 hexadecimal digits
 */
record InForce(String repository, String branch, String revision) {

  private static final String FILE = "in-force.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  InForce {
    ObjectId.fromString(revision); // throws IllegalArgumentException where it is none
  }

  /**
   * What is kept in a folder; nothing where that is of another branch, as then somebody told the
   * agent to follow this one.
   *
   * @throws IOException where it is there and cannot be read
   */
  static Optional<InForce> read(Path folder, String repository, String branch) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), InForce.class))
          .filter(kept -> kept.repository.equals(repository) && kept.branch.equals(branch));
    } catch (JsonProcessingException e) {
      throw new IOException(
          file
              + " is damaged, and with it what was last in force; delete it if the branch's"
              + " newest commit may be put in force",
          e);
    }
  }

  /** The file is whole, whenever the process ends. */
  void write(Path folder) throws IOException {
    Path draft = Files.write(folder.resolve(FILE + ".draft"), MAPPER.writeValueAsBytes(this));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }
}

package io.daggers.agent.journal;

import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.io.IOException;
import java.util.Optional;

/**
 * What outlives an agent: the lines of its journal, and the bundles it started. Who has it open is
 * the one agent that acts: another can neither open it nor go on to write.
 */
public interface AgentStorage extends AutoCloseable {

  /** All lines so far, each with its end; one that was only half written is gone. */
  String lines() throws IOException;

  /**
   * Adds a line; it is on disk when this returns.
   *
   * @param line with its end
   * @throws StorageLostException where another agent may have taken over
   */
  void append(String line) throws IOException;

  /** Keeps a bundle; it is on disk when this returns. */
  void keep(JobBundle bundle) throws IOException;

  /** Nothing where it was never kept, or cannot be read any more. */
  Optional<JobBundle> bundle(Fingerprint fingerprint);

  /** Where the journal is, for people. */
  String place();

  @Override
  void close() throws IOException;
}

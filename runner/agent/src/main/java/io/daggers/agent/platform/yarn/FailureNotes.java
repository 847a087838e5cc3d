package io.daggers.agent.platform.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.flink.FailureText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs that failed before they had a job wrote down: neither YARN nor Flink tells it. A
 * program that begins removes what an earlier attempt wrote.
 */
final class FailureNotes {

  private static final Logger LOG = LoggerFactory.getLogger(FailureNotes.class);

  private final Path folder;
  private final Map<JobId, Optional<String>> known = new ConcurrentHashMap<>();

  /**
   * @param folder a URI
   */
  FailureNotes(String folder) {
    this.folder = new Path(folder, "failures");
  }

  /** Where a job's program writes it. */
  Path file(JobId job) {
    return new Path(folder, job + ".txt");
  }

  void forgetAllBut(Collection<JobId> jobs) {
    known.keySet().retainAll(jobs);
  }

  /**
   * That of a job which has ended, and so writes nothing any more, in one sentence; nothing where
   * there is none, or it cannot be read now.
   */
  Optional<String> read(JobId job) {
    Optional<String> note = known.get(job);
    if (note == null) {
      try {
        note = written(file(job));
        known.put(job, note);
      } catch (IOException e) {
        LOG.warn("job={} why it failed cannot be read: {}", job, e.getMessage());
        return Optional.empty();
      }
    }
    return note;
  }

  private static Optional<String> written(Path file) throws IOException {
    try (FSDataInputStream in = file.getFileSystem().open(file)) {
      return Optional.of(new String(in.readAllBytes(), UTF_8))
          .filter(text -> !text.isBlank()) // it was ended while it wrote
          .map(FailureText::of);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}

package io.daggers.cli;

import io.daggers.agent.repository.LocalRevision;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.definition.RepositoryFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --base}: the revision that a change is compared with. */
final class BaseOption {

  @Option(
      names = "--base",
      paramLabel = "REV",
      description =
          "The revision that the change is made to, such as origin/main: what breaks for readers of"
              + " old records is found, and policy is read from there.")
  @Nullable String revision;

  boolean isGiven() {
    return revision != null;
  }

  /** The files of the revision; what makes the comparison misleading is said as a note. */
  RepositoryFiles files(Path root, PrintWriter err) throws RepositoryException {
    LocalRevision base = LocalRevision.read(root, String.valueOf(revision));
    if (!base.isMerged()) {
      err.printf(
          "note: %s has commits that are not in what is checked out; what they changed looks as if"
              + " it were taken back. Merge it first.%n",
          revision);
      err.flush();
    }
    return base.snapshot().files();
  }
}

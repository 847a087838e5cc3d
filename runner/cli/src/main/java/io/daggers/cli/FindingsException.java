package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.TextReport;
import java.util.List;
import java.util.stream.Collectors;

/** The repository has errors that keep a command from doing anything with it. */
public final class FindingsException extends Exception {

  private static final long serialVersionUID = 1L;

  public FindingsException(List<Diagnostic> findings, RepositoryFiles files) {
    super(
        findings.stream()
            .filter(Diagnostic::isError)
            .map(new TextReport(files::lines, Terminal.isInteractive())::print)
            .collect(Collectors.joining("\n")));
  }
}

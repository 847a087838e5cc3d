package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.TextReport;
import io.daggers.topology.Environment;
import io.daggers.topology.EnvironmentReader;
import java.util.stream.Collectors;

/** The environment a person named on the command line. */
final class EnvironmentFile {

  private EnvironmentFile() {}

  static Environment read(RepositoryFiles files, String name) throws EnvironmentException {
    Findings findings = new Findings();
    Environment environment = EnvironmentReader.read(files, name, findings).orElse(null);
    if (environment == null || findings.hasErrors()) {
      TextReport report = new TextReport(files::lines, false);
      throw new EnvironmentException(
          findings.list().stream()
              .filter(Diagnostic::isError)
              .map(report::print)
              .collect(Collectors.joining("\n", "environment '" + name + "'\n", "")));
    }
    return environment;
  }
}

package io.daggers.cli.change;

import io.daggers.diagnostic.Diagnostic;
import java.util.List;
import java.util.function.Function;

/**
 * What a change does to every dagger.
 *
 * @param title what was asked, as a heading
 * @param effects one per dagger and environment
 * @param repository findings that belong to no single dagger
 * @param linesOf the lines of a file by its path, for the findings
 */
public record ChangeReport(
    String title,
    List<Effect> effects,
    List<Diagnostic> repository,
    Function<String, List<String>> linesOf) {

  public ChangeReport {
    effects = List.copyOf(effects);
    repository = List.copyOf(repository);
  }

  /** Whether anything must be mended before a merge. */
  public boolean hasErrors() {
    return repository.stream().anyMatch(Diagnostic::isError)
        || effects.stream().anyMatch(Effect::isError);
  }
}

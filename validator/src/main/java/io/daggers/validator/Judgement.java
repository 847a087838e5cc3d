package io.daggers.validator;

import io.daggers.diagnostic.Diagnostic;
import java.util.List;

/**
 * What the validator says about a whole repository.
 *
 * @param verdicts one per dagger, by name
 * @param repository findings about streams and schemas, which belong to no single dagger
 */
public record Judgement(List<Verdict> verdicts, List<Diagnostic> repository) {

  public Judgement {
    verdicts = List.copyOf(verdicts);
    repository = List.copyOf(repository);
  }

  /** Whether anything must be mended before a merge. */
  public boolean hasErrors() {
    return repository.stream().anyMatch(Diagnostic::isError)
        || verdicts.stream().anyMatch(verdict -> verdict instanceof Verdict.Rejected);
  }
}

package io.daggers.validator;

import io.daggers.definition.Allowance;
import io.daggers.definition.Dagger;
import io.daggers.definition.Located;
import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Severity;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Spares a dagger the findings that its {@code allow:} names, for as long as it says. */
final class Allowances {

  private final Dagger dagger;
  private final LocalDate today;

  /**
   * @param today in UTC
   */
  Allowances(Dagger dagger, LocalDate today) {
    this.dagger = dagger;
    this.today = today;
  }

  /** The findings that remain; what is allowed stays visible, as information. */
  Findings apply(Findings found) {
    Findings remaining = new Findings();
    for (Diagnostic diagnostic : found.list()) {
      remaining.add(allowanceOf(diagnostic).map(a -> allowed(diagnostic, a)).orElse(diagnostic));
    }
    for (Allowance allowance : dagger.allowances()) {
      complaint(allowance, found.list()).ifPresent(remaining::add);
    }
    return remaining;
  }

  private Optional<Allowance> allowanceOf(Diagnostic diagnostic) {
    return dagger.allowances().stream()
        .filter(allowance -> allowance.rule().value().equals(diagnostic.code().name()))
        .filter(allowance -> diagnostic.code().isAllowable() && !isOver(allowance))
        .findFirst();
  }

  private boolean isOver(Allowance allowance) {
    return today.isAfter(allowance.expires().value());
  }

  private static Diagnostic allowed(Diagnostic diagnostic, Allowance allowance) {
    return new Diagnostic(
        diagnostic.code(),
        Severity.INFO,
        diagnostic.location(),
        diagnostic.message(),
        "allowed until %s: %s".formatted(allowance.expires().value(), allowance.reason()));
  }

  private Optional<Diagnostic> complaint(Allowance allowance, List<Diagnostic> found) {
    Located<String> rule = allowance.rule();
    Optional<Code> code =
        Arrays.stream(Code.values()).filter(c -> c.name().equals(rule.value())).findFirst();
    if (code.isEmpty()) {
      return Optional.of(
          Diagnostic.error(
              Code.DG0609,
              rule.location(),
              "there is no rule '" + rule.value() + "'",
              Spelling.nearest(rule.value(), Arrays.stream(Code.values()).map(Code::name).toList())
                  .map(near -> "did you mean " + near + "?")
                  .orElse("name the code of the finding, such as DG0301")));
    }
    if (!code.get().isAllowable()) {
      return Optional.of(
          Diagnostic.error(
              Code.DG0609,
              rule.location(),
              "%s (%s) cannot be allowed".formatted(code.get(), code.get().title()),
              "security rules, and errors that keep a query from running, hold for every dagger"));
    }
    if (isOver(allowance)) {
      return Optional.of(
          Diagnostic.warning(
              Code.DG0610,
              allowance.expires().location(),
              "this allowance of %s ended on %s".formatted(code.get(), allowance.expires().value()),
              "mend what it was for and remove it, or agree on a later day"));
    }
    boolean used = found.stream().anyMatch(diagnostic -> diagnostic.code() == code.get());
    return used
        ? Optional.empty()
        : Optional.of(
            Diagnostic.warning(
                Code.DG0610,
                rule.location(),
                "there is no %s to allow here".formatted(code.get()),
                "remove this allowance"));
  }
}

package io.daggers.validator;

import io.daggers.definition.DaggerName;
import io.daggers.diagnostic.Diagnostic;
import java.util.List;

/** The validator's answer for one dagger. */
public sealed interface Verdict {

  DaggerName name();

  /** All findings about this dagger, in order of place. */
  List<Diagnostic> diagnostics();

  /** It may run. The diagnostics hold no error. */
  record Accepted(ResolvedDagger dagger, List<Diagnostic> diagnostics) implements Verdict {
    public Accepted {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public DaggerName name() {
      return dagger.name();
    }
  }

  /** It must not run. The diagnostics hold at least one error, or the repository's do. */
  record Rejected(DaggerName name, List<Diagnostic> diagnostics) implements Verdict {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}

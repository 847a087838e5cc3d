package io.daggers.agent;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.UnknownEndpointException;
import io.daggers.topology.Environment;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A dagger in an environment.
 *
 * @param problem why it cannot run; null where it can or is not there
 */
record Definition(
    @Nullable ResolvedDagger resolved,
    @Nullable JobBundle bundle,
    boolean suspended,
    @Nullable String problem) {

  static Definition of(@Nullable Verdict verdict, @Nullable Environment environment) {
    if (verdict == null || environment == null) {
      return new Definition(null, null, false, null);
    }
    if (verdict instanceof Verdict.Accepted accepted) {
      ResolvedDagger resolved = accepted.dagger();
      boolean suspended =
          resolved.dagger().settings().forEnvironment(environment.name()).suspended();
      try {
        return new Definition(resolved, JobBundle.of(resolved, environment), suspended, null);
      } catch (UnknownEndpointException e) {
        return new Definition(resolved, null, suspended, String.valueOf(e.getMessage()));
      }
    }
    Diagnostic first =
        verdict.diagnostics().stream().filter(Diagnostic::isError).findFirst().orElseThrow();
    return new Definition(
        null, null, false, "%s, at %s".formatted(first.message(), first.location()));
  }

  boolean isRunning() {
    return bundle != null && !suspended;
  }
}

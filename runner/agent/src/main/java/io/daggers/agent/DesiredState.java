package io.daggers.agent;

import io.daggers.agent.reconcile.DesiredJob;
import io.daggers.agent.repository.Snapshot;
import io.daggers.definition.Settings;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.UnknownEndpointException;
import io.daggers.topology.Environment;
import io.daggers.validator.Judgement;
import io.daggers.validator.PlannerException;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.Verdict;
import io.daggers.validator.worker.WorkerPlanner;
import java.util.ArrayList;
import java.util.List;

/**
 * What a commit wants to run.
 *
 * @param judgement on everything in it
 * @param jobs one per dagger that it has
 */
record DesiredState(Snapshot snapshot, Judgement judgement, List<DesiredJob> jobs) {

  DesiredState {
    jobs = List.copyOf(jobs);
  }

  /**
   * Judges a commit, in child processes. This takes seconds, so it is done once per commit.
   *
   * @throws PlannerException where it cannot be judged now; a later call may succeed
   */
  static DesiredState of(Snapshot snapshot, Environment environment) throws PlannerException {
    Judgement judgement = WorkerPlanner.judge(snapshot.files());
    List<DesiredJob> jobs = new ArrayList<>();
    for (Verdict verdict : judgement.verdicts()) {
      jobs.add(job(verdict, environment, snapshot.revision()));
    }
    return new DesiredState(snapshot, judgement, jobs);
  }

  private static DesiredJob job(Verdict verdict, Environment environment, String revision) {
    if (verdict instanceof Verdict.Accepted accepted) {
      return job(accepted.dagger(), environment, revision);
    }
    Diagnostic first =
        verdict.diagnostics().stream().filter(Diagnostic::isError).findFirst().orElseThrow();
    return new DesiredJob.Unfit(
        verdict.name(), "was rejected: %s, at %s".formatted(first.message(), first.location()));
  }

  private static DesiredJob job(ResolvedDagger resolved, Environment environment, String revision) {
    Settings settings = resolved.dagger().settings().forEnvironment(environment.name());
    if (settings.suspended()) {
      return new DesiredJob.Suspended(resolved.name());
    }
    try {
      JobBundle bundle = JobBundle.of(resolved, environment).atRevision(revision);
      return new DesiredJob.Running(bundle).movedFrom(settings.movedFrom());
    } catch (UnknownEndpointException e) {
      return new DesiredJob.Unfit(resolved.name(), String.valueOf(e.getMessage()));
    }
  }
}

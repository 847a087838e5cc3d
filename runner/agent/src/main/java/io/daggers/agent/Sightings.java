package io.daggers.agent;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.History;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.reconcile.Absences;
import io.daggers.agent.reconcile.Plan;
import io.daggers.agent.reconcile.Steadiness;
import io.daggers.agent.repository.Snapshot;
import io.daggers.definition.DaggerName;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what a round sees that the journal does not know yet. It acts on nothing. */
final class Sightings {

  private static final Logger LOG = LoggerFactory.getLogger(Sightings.class);

  private final JobPlatform platform;
  private final Journal journal;
  private final Clock clock;
  private Absences absences = Absences.NONE;

  Sightings(JobPlatform platform, Journal journal, Clock clock) {
    this.platform = platform;
    this.journal = journal;
    this.clock = clock;
  }

  /** A commit that is the newest, and who made it. */
  void note(Snapshot snapshot) {
    if (!snapshot.revision().equals(journal.history().revision())) {
      journal.record(
          Entry.ofCommit(clock.instant(), snapshot.revision(), Step.COMMIT, snapshot.author()));
    }
  }

  /** Once a commit, that it takes away too much. */
  void note(String revision, Plan plan) {
    String freeze = plan.freeze();
    if (freeze != null && !revision.equals(journal.history().frozen())) {
      journal.record(Entry.ofCommit(clock.instant(), revision, Step.FREEZE, freeze));
      LOG.error("{}", freeze);
    }
  }

  /**
   * Jobs that came up, that run steadily by now, and that ended for certain.
   *
   * @param busy daggers whose jobs are being changed, and write down themselves what becomes of
   *     them
   */
  void note(String revision, List<ObservedJob> observed, Set<DaggerName> busy) {
    Map<JobId, ObservedJob> seen =
        observed.stream().collect(Collectors.toMap(ObservedJob::id, Function.identity()));
    noteStrangers(revision, observed, busy);
    Map<DaggerName, DaggerHistory> running = running(busy);
    Instant now = clock.instant();
    absences = absences.after(missing(running.values(), seen.keySet()), now);
    for (Map.Entry<DaggerName, DaggerHistory> each : running.entrySet()) {
      DaggerHistory past = each.getValue();
      Run run = Objects.requireNonNull(past.run());
      ObservedJob job = seen.get(run.job());
      if (job == null ? isGone(run.job(), now) : !job.state().isLive()) {
        tryToNoteEnd(revision, each.getKey(), run, job);
      } else if (job != null && job.state() == JobState.RUNNING) {
        noteArrival(revision, each.getKey(), run);
        noteStable(revision, each.getKey(), past, job);
      }
    }
  }

  /** The daggers that have a job, as far as the journal knows. */
  private Map<DaggerName, DaggerHistory> running(Set<DaggerName> busy) {
    Map<DaggerName, DaggerHistory> running = new TreeMap<>(journal.history().daggers());
    running.values().removeIf(past -> past.run() == null);
    running.keySet().removeAll(busy);
    return running;
  }

  private static Set<JobId> missing(Collection<DaggerHistory> running, Set<JobId> seen) {
    return running.stream()
        .map(past -> Objects.requireNonNull(past.run()).job())
        .filter(job -> !seen.contains(job))
        .collect(Collectors.toSet());
  }

  /** Jobs that live in this process cannot be overlooked. */
  private boolean isGone(JobId job, Instant now) {
    return !platform.outlivesAgent() || absences.isGone(job, now);
  }

  /** Live jobs of which a journal that was lost said more. */
  private void noteStrangers(String revision, List<ObservedJob> observed, Set<DaggerName> busy) {
    History history = journal.history();
    for (ObservedJob job : observed) {
      boolean known = history.of(job.dagger()).run() != null;
      if (job.state().isLive() && !known && !busy.contains(job.dagger())) {
        String reason = "was found on its platform";
        Run found = new Run(job.id(), job.fingerprint(), revision, job.since(), null, false);
        journal.record(entry(revision, job.dagger(), Step.START, reason, found, null));
        LOG.warn("dagger={} job={} {}", job.dagger(), job.id(), reason);
      }
    }
  }

  /** A start that the agent before had begun, and did not see to its end. */
  private void noteArrival(String revision, DaggerName dagger, Run run) {
    if (!run.up()) {
      String reason = "was found running";
      Entry start = entry(revision, dagger, Step.START, reason, run, run.from());
      journal.record(start.done(clock.instant(), run.from()));
      LOG.info("dagger={} job={} {}", dagger, run.job(), reason);
    }
  }

  private void noteStable(String revision, DaggerName dagger, DaggerHistory past, ObservedJob job) {
    Run run = Objects.requireNonNull(past.run());
    if (!past.isProven(run.fingerprint()) && Steadiness.isStable(run, job, clock.instant())) {
      Entry stable = entry(revision, dagger, Step.STABLE, "runs steadily", run, null);
      journal.record(stable.done(clock.instant(), null));
      LOG.info("dagger={} job={} runs steadily", dagger, run.job());
    }
  }

  /** What cannot be found out about one dagger now is no reason to leave the others alone. */
  private void tryToNoteEnd(
      String revision, DaggerName dagger, Run run, @Nullable ObservedJob seen) {
    try {
      noteEnd(revision, dagger, run, seen);
    } catch (PlatformException e) {
      LOG.warn(
          "dagger={} job={} has ended, and is left alone until it is known what is left of it: {}",
          dagger,
          run.job(),
          e.getMessage());
    }
  }

  /** A job ended without being told to; what is left of it. */
  private void noteEnd(String revision, DaggerName dagger, Run run, @Nullable ObservedJob seen)
      throws PlatformException {
    if (seen == null) {
      platform.ruleOut(dagger, run.job());
    }
    boolean failed = seen != null && seen.state() == JobState.FAILED;
    String reason =
        seen == null
            ? run.up() ? "its platform had ended" : "its start left nothing that runs"
            : Optional.ofNullable(seen.reason()).orElse(seen.state().word());
    LeftState left =
        platform.newestState(run.job()).map(saved -> leftBy(run, seen, saved)).orElse(null);
    Entry end = entry(revision, dagger, Step.END, reason, run, left);
    journal.record(failed ? end.failed(clock.instant(), reason) : end.done(clock.instant(), left));
    LOG.warn("dagger={} job={} ended by itself: {}", dagger, run.job(), reason);
  }

  /** What nobody can tell the meaning of fits no definition: neither is it used nor dropped. */
  private LeftState leftBy(Run run, @Nullable ObservedJob seen, InitialState.Saved saved) {
    return journal
        .bundle(run.fingerprint())
        .map(bundle -> LeftState.of(bundle, saved))
        .orElseGet(
            () ->
                seen == null
                    ? new LeftState(saved.location(), List.of("unknown-state"), null)
                    : new LeftState(saved.location(), seen.stateUids(), seen.reset()));
  }

  /** About a job that was started before. */
  private Entry entry(
      String revision,
      DaggerName dagger,
      Step step,
      String reason,
      Run run,
      @Nullable LeftState state) {
    return Entry.begun(
        clock.instant(), revision, dagger, step, reason, run.fingerprint(), run.job(), state);
  }
}

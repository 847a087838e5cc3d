package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.History;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.journal.Recollection;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An agent and its journal as a model, around the planner as it is: looks at a {@link
 * ModelPlatform}, plans, and carries out step by step, as far as it gets before it is killed.
 */
final class ModelWorld {

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  final ModelPlatform platform;
  final Map<DaggerName, DesiredJob> wanted = new TreeMap<>();
  final List<Entry> journal = new ArrayList<>();

  private final Map<Fingerprint, JobBundle> bundles;
  private final Recollection recollection = new Recollection();
  private Absences absences = Absences.NONE;
  private @Nullable History history;
  private int commits;
  private String revision = "0".repeat(40);
  Instant now = BEGINNING;
  @Nullable DaggerName canary;

  /** How many steps the agent takes before it is killed. */
  int stepsToLive = Integer.MAX_VALUE;

  /** The agent was killed at a step. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed() {
      super(null, null, false, false);
    }
  }

  ModelWorld(ModelPlatform platform, Map<Fingerprint, JobBundle> bundles) {
    this.platform = platform;
    this.bundles = bundles;
  }

  String revision() {
    return revision;
  }

  /** All daggers that ever were. */
  Set<DaggerName> names() {
    Set<DaggerName> names = new TreeSet<>(wanted.keySet());
    names.addAll(history().daggers().keySet());
    return names;
  }

  void commit(DaggerName name, @Nullable DesiredJob job) {
    if (job == null) {
      wanted.remove(name);
    } else {
      wanted.put(name, job);
    }
    commits++;
    revision = "0".repeat(32) + Integer.toHexString(0x10000000 + commits);
  }

  History history() {
    if (history == null) {
      history = recollection.history(each -> Optional.ofNullable(bundles.get(each)));
    }
    return history;
  }

  void record(Entry entry) {
    if (stepsToLive-- <= 0) {
      throw new Killed();
    }
    journal.add(entry);
    recollection.add(entry);
    history = null;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** A killed agent begins again; jobs inside it are gone. */
  void restartAgent() {
    stepsToLive = Integer.MAX_VALUE;
    absences = Absences.NONE;
    if (!platform.outlivesAgent) {
      platform.die();
    }
  }

  Plan plan() {
    List<ObservedJob> observed = platform.observe();
    note(observed);
    String runner = platform.outlivesAgent ? platform.runner() : null;
    return Reconciler.plan(
        revision(),
        List.copyOf(wanted.values()),
        observed,
        history(),
        new Runners(runner, canary),
        now);
  }

  /** What Sightings does. */
  private void note(List<ObservedJob> observed) {
    Map<JobId, ObservedJob> seen =
        observed.stream().collect(Collectors.toMap(ObservedJob::id, job -> job));
    Map<DaggerName, DaggerHistory> running = new TreeMap<>(history().daggers());
    running.values().removeIf(past -> past.run() == null);
    Set<JobId> missing =
        running.values().stream()
            .map(past -> past.run().job())
            .filter(job -> !seen.containsKey(job))
            .collect(Collectors.toSet());
    absences = absences.after(missing, now);
    running.forEach((name, past) -> note(name, past, seen.get(past.run().job())));
  }

  private void note(DaggerName name, DaggerHistory past, @Nullable ObservedJob job) {
    Run run = past.run();
    boolean gone = !platform.outlivesAgent || absences.isGone(run.job(), now);
    if (job == null ? gone : !job.state().isLive()) {
      LeftState left = platform.newest(run.job());
      Entry end = entry(name, Step.END, "ended", run.fingerprint(), run.job(), left);
      boolean failed = job != null && job.state() == JobState.FAILED;
      record(failed ? end.failed(now, "a poison row") : end.done(now, left));
    } else if (job != null && job.state() == JobState.RUNNING) {
      if (!run.up()) {
        Entry start = entry(name, Step.START, "found", run.fingerprint(), run.job(), run.from());
        record(start.done(now, run.from()));
      }
      if (!past.isProven(run.fingerprint()) && Steadiness.isStable(run, job, now)) {
        record(
            entry(name, Step.STABLE, "steady", run.fingerprint(), run.job(), null).done(now, null));
      }
    }
  }

  /** What Rollout does. */
  void carryOut(Change change) {
    try {
      if (change instanceof Change.Start start) {
        start(start.bundle(), start.inheritance(), start.from(), start.reason());
      } else if (change instanceof Change.Replace replace) {
        replace(replace);
      } else if (change instanceof Change.Stop stop) {
        end(stop.job(), stop.removed() ? Step.REMOVE : Step.STOP, null, stop.reason(), true);
      } else if (change instanceof Change.Move move) {
        move(move);
      } else if (change instanceof Change.RollBack back) {
        rollBack(back);
      } else if (change instanceof Change.Drop drop) {
        record(entry(drop.dagger(), Step.REMOVE, drop.reason(), null, null, null).done(now, null));
      } else if (change instanceof Change.Refuse refuse) {
        refuse(refuse);
      }
    } catch (ModelPlatform.Refusal e) {
      // It is in the journal.
    }
  }

  private void replace(Change.Replace replace) throws ModelPlatform.Refusal {
    prepare(replace.dagger(), replace.aim());
    end(replace.job(), Step.STOP, replace.aim(), replace.reason(), true);
    LeftState left = history().of(replace.dagger()).left();
    start(replace.bundle(), replace.inheritance(), left, replace.reason());
  }

  private void move(Change.Move move) throws ModelPlatform.Refusal {
    prepare(move.dagger(), move.aim());
    Entry begun = entry(move.dagger(), Step.MOVE, move.reason(), move.aim(), move.job().id(), null);
    record(begun);
    try {
      end(move.job(), Step.MOVE, null, "moves", true);
    } catch (ModelPlatform.Refusal e) {
      record(begun.failed(now, e.getMessage()));
      throw e;
    }
    record(begun.done(now, null));
    LeftState left = history().of(move.job().dagger()).left();
    start(move.bundle(), move.inheritance(), left, move.reason());
    if (move.inheritance() == Inheritance.NOTHING) {
      record(entry(move.job().dagger(), Step.REMOVE, "moved", null, null, null).done(now, null));
    }
  }

  private void prepare(DaggerName name, Fingerprint aim) throws ModelPlatform.Refusal {
    if (platform.preparingFails.contains(name)) {
      Entry prepare = entry(name, Step.PREPARE, "changed", aim, null, null);
      record(prepare.failed(now, "a secret is missing"));
      throw new ModelPlatform.Refusal("a secret is missing");
    }
  }

  private void rollBack(Change.RollBack back) throws ModelPlatform.Refusal {
    ObservedJob bad = back.job();
    JobId id = bad == null ? null : bad.id();
    record(
        entry(back.dagger(), Step.ROLLBACK, back.reason(), back.condemned(), id, null)
            .done(now, null));
    platform.goesBackTo(back.bundle());
    if (bad != null) {
      end(bad, Step.STOP, back.aim(), back.reason(), false);
    }
    start(back.bundle(), Inheritance.STATE, back.from(), back.reason());
  }

  private void start(
      JobBundle bundle, Inheritance inheritance, @Nullable LeftState left, String reason)
      throws ModelPlatform.Refusal {
    JobId id = platform.nextId();
    LeftState from = inheritance == Inheritance.NOTHING ? null : left;
    Entry begun =
        entry(bundle.dagger(), Step.START, reason, platform.fingerprint(bundle), id, from);
    record(begun);
    try {
      platform.start(id, bundle, inheritance, from, now);
    } catch (ModelPlatform.Refusal e) {
      record(begun.failed(now, e.getMessage()));
      throw e;
    }
    record(begun.done(now, from));
  }

  private void end(
      ObservedJob job, Step step, @Nullable Fingerprint aim, String reason, boolean withState)
      throws ModelPlatform.Refusal {
    Entry begun = entry(job.dagger(), step, reason, aim, job.id(), null);
    record(begun);
    try {
      LeftState left = platform.stop(job, withState);
      record(begun.done(now, left));
    } catch (ModelPlatform.Refusal e) {
      record(begun.failed(now, e.getMessage()));
      throw e;
    }
  }

  private void refuse(Change.Refuse refuse) {
    Entry last = history().of(refuse.dagger()).last();
    boolean known =
        last != null
            && last.step() == Step.REFUSE
            && Objects.equals(last.reason(), refuse.reason());
    if (!known) {
      record(
          entry(refuse.dagger(), Step.REFUSE, refuse.reason(), null, null, null).done(now, null));
    }
  }

  private Entry entry(
      DaggerName dagger,
      Step step,
      String reason,
      @Nullable Fingerprint fingerprint,
      @Nullable JobId job,
      @Nullable LeftState state) {
    return Entry.begun(now, revision(), dagger, step, reason, fingerprint, job, state);
  }
}

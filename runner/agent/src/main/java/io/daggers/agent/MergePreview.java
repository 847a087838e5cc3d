package io.daggers.agent;

import io.daggers.agent.ForeseenChange.Kind;
import io.daggers.agent.journal.History;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.reconcile.Change;
import io.daggers.agent.reconcile.DesiredJob;
import io.daggers.agent.reconcile.Inheritance;
import io.daggers.agent.reconcile.Reconciler;
import io.daggers.definition.DaggerName;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.QueryPlan;
import io.daggers.sql.StateChange;
import io.daggers.topology.Environment;
import io.daggers.validator.Judgement;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Foretells what the agent of an environment would do after a merge. It asks the agent's own {@link
 * Reconciler}, with the jobs of the base revision in place of those that run.
 */
public final class MergePreview {

  private final @Nullable Environment baseEnvironment;
  private final Environment environment;
  private final Predicate<DaggerName> isEdited;

  private MergePreview(
      @Nullable Environment baseEnvironment,
      Environment environment,
      Predicate<DaggerName> isEdited) {
    this.baseEnvironment = baseEnvironment;
    this.environment = environment;
    this.isEdited = isEdited;
  }

  /**
   * One change per dagger of either revision, by name.
   *
   * @param baseEnvironment as the base revision describes it; null where it is new
   * @param isEdited whether a file of the dagger differs between the two
   */
  public static List<ForeseenChange> of(
      Judgement base,
      Judgement head,
      @Nullable Environment baseEnvironment,
      Environment environment,
      Predicate<DaggerName> isEdited) {
    Map<DaggerName, Verdict> before = byName(base);
    Map<DaggerName, Verdict> after = byName(head);
    SortedSet<DaggerName> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    MergePreview preview = new MergePreview(baseEnvironment, environment, isEdited);
    Renames renames = Renames.of(before, after);
    return names.stream()
        .map(
            name ->
                renames
                    .heir(name)
                    .map(heir -> moved(name, heir))
                    .orElseGet(() -> preview.change(name, renames.before(name), after.get(name))))
        .toList();
  }

  private static ForeseenChange moved(DaggerName name, DaggerName heir) {
    return new Foreseen(name, null)
        .as(Kind.DELETE, "moves to %s, which takes over its state".formatted(heir), null);
  }

  private static Map<DaggerName, Verdict> byName(Judgement judgement) {
    return judgement.verdicts().stream()
        .collect(Collectors.toMap(Verdict::name, Function.identity()));
  }

  private ForeseenChange change(
      DaggerName name, @Nullable Verdict before, @Nullable Verdict after) {
    Definition old = Definition.of(before, baseEnvironment);
    Definition now = Definition.of(after, environment);
    Foreseen foreseen = new Foreseen(name, after);
    if (after == null) {
      return foreseen.as(
          Kind.DELETE,
          old.isRunning()
              ? "was removed: its job is stopped, and what it wrote stays where it is"
              : "was removed: nothing of it runs",
          old.isRunning() && old.resolved() != null
              ? StateChange.between(old.resolved().plan(), new QueryPlan(List.of()))
              : null);
    }
    if (now.problem() != null) {
      return foreseen.as(
          Kind.REJECTED,
          now.problem() + (old.isRunning() ? "; the old definition keeps running" : ""),
          null);
    }
    if (before == null || baseEnvironment == null) {
      return foreseen.as(
          Kind.CREATE,
          now.suspended()
              ? "is new and suspended: nothing runs yet"
              : "is new: begins at the start that its sources name",
          null);
    }
    if (old.problem() != null) {
      return foreseen.as(
          Kind.BASE_WAS_BROKEN,
          "the base revision's definition cannot run (%s), so that what runs, if anything does, is an older one; the agent compares with that"
              .formatted(old.problem()),
          null);
    }
    return between(name, old, now, foreseen);
  }

  private ForeseenChange between(
      DaggerName name, Definition old, Definition now, Foreseen foreseen) {
    JobBundle before = Objects.requireNonNull(old.bundle());
    JobBundle after = Objects.requireNonNull(now.bundle());
    BundleDifference difference = new BundleDifference(before, after);
    Foreseen detailed = foreseen.with(difference.words());
    StateChange state = StateChange.between(resolved(old).plan(), resolved(now).plan());
    if (!old.suspended() && now.suspended()) {
      return detailed.as(
          Kind.SUSPEND, "is suspended: its job stops with a savepoint to go on from", state);
    }
    Change change = decide(before, after);
    if (change instanceof Change.Refuse) {
      return detailed.as(
          Kind.REFUSED_UNTIL_RESET, PreviewWords.refusal(name, state, before), state);
    }
    if (old.suspended() && !now.suspended()) {
      return resumed(replacement(change), detailed, state);
    }
    String suspended = now.suspended() ? ", once it is no longer suspended" : "";
    return replacement(change)
        .map(
            replacement ->
                switch (replacement.inheritance()) {
                  case STATE ->
                      difference.isScaleOnly()
                          ? detailed.as(
                              Kind.RESCALE, PreviewWords.rescale(before, after) + suspended, state)
                          : detailed.as(
                              Kind.UPGRADE_WITH_STATE,
                              PreviewWords.UPGRADED + replacement.name() + suspended,
                              state);
                  case OPEN_WINDOWS ->
                      detailed.as(
                          Kind.RESTART_AT_OLDEST_OPEN_WINDOW,
                          "its job is stopped, and the new one "
                              + PreviewWords.COUNTED_ANEW
                              + replacement.name()
                              + suspended,
                          state);
                  case NOTHING -> detailed.as(Kind.RESET, PreviewWords.EMPTY + suspended, state);
                })
        .orElseGet(
            () ->
                isEdited.test(name)
                    ? detailed.as(Kind.METADATA_ONLY, "nothing that its job does changes", null)
                    : detailed.as(Kind.NO_CHANGE, "runs as before", null));
  }

  private static ForeseenChange resumed(
      Optional<Replacement> replacement, Foreseen detailed, StateChange state) {
    return switch (replacement.map(Replacement::inheritance).orElse(Inheritance.STATE)) {
      case STATE ->
          detailed.as(
              Kind.RESUME, "is resumed: goes on from the savepoint it was suspended with", state);
      case OPEN_WINDOWS ->
          detailed.as(
              Kind.RESTART_AT_OLDEST_OPEN_WINDOW,
              "is resumed, and " + PreviewWords.COUNTED_ANEW,
              state);
      case NOTHING -> detailed.as(Kind.RESET, "is resumed, and " + PreviewWords.EMPTY, state);
    };
  }

  /**
   * @param name words about a new name; empty where it keeps its own
   */
  private record Replacement(Inheritance inheritance, String name) {}

  private static Optional<Replacement> replacement(Change change) {
    if (change instanceof Change.Replace replace) {
      return Optional.of(new Replacement(replace.inheritance(), ""));
    }
    return change instanceof Change.Move move
        ? Optional.of(
            new Replacement(
                move.inheritance(), " under its new name; it was " + move.job().dagger()))
        : Optional.empty();
  }

  private static ResolvedDagger resolved(Definition definition) {
    return Objects.requireNonNull(definition.resolved());
  }

  /** What the agent decides where a job of the one bundle runs and the other is wanted. */
  private static Change decide(JobBundle before, JobBundle after) {
    ObservedJob running =
        new ObservedJob(
                before.dagger(),
                before.fingerprint(),
                JobId.next(),
                JobState.RUNNING,
                null,
                Instant.EPOCH,
                before.stateUids(),
                before.reset(),
                JobMetrics.NONE,
                JobVitals.NONE)
            .writing(before.windows());
    return Reconciler.plan(
            "",
            List.of(new DesiredJob.Running(after).movedFrom(before.dagger())),
            List.of(running),
            History.NONE,
            Instant.EPOCH)
        .changes()
        .get(0);
  }

  /** What is said of every change alike. */
  private record Foreseen(DaggerName dagger, List<Diagnostic> findings, List<String> differences) {

    Foreseen(DaggerName dagger, @Nullable Verdict after) {
      this(dagger, after == null ? List.of() : after.diagnostics(), List.of());
    }

    Foreseen with(List<String> words) {
      return new Foreseen(dagger, findings, words);
    }

    ForeseenChange as(Kind kind, String reason, @Nullable StateChange state) {
      return new ForeseenChange(dagger, kind, reason, differences, state, findings);
    }
  }
}

package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.History;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what to do about each dagger. It takes values, returns values and does nothing. */
public final class Reconciler {

  private final Map<DaggerName, DesiredJob> wanted;
  private final Moves moves;
  private final Map<DaggerName, ObservedJob> live;
  private final History history;
  private final @Nullable String freeze;
  private final String revision;
  private final Runners runners;
  private final Instant now;

  private Reconciler(
      String revision,
      Map<DaggerName, DesiredJob> wanted,
      Map<DaggerName, ObservedJob> live,
      History history,
      Runners runners,
      Instant now) {
    this.runners = runners;
    this.wanted = wanted;
    this.live = live;
    this.history = history;
    this.moves = Moves.of(wanted, history);
    this.revision = revision;
    this.now = now;
    this.freeze =
        history.isConfirmed(revision)
            ? null
            : Removals.of(wanted.keySet(), moved(), live.keySet(), history).freeze(revision);
  }

  /**
   * @param revision the commit that wants this
   * @param desired at most one per dagger
   * @param observed jobs that ended are left to the history
   * @param history a run in it that is not observed is not known to have ended: it may only be
   *     missing
   */
  public static Plan plan(
      String revision,
      List<DesiredJob> desired,
      List<ObservedJob> observed,
      History history,
      Instant now) {
    return plan(revision, desired, observed, history, Runners.SAME, now);
  }

  /** The same where jobs can have another version of the runner than those started now. */
  public static Plan plan(
      String revision,
      List<DesiredJob> desired,
      List<ObservedJob> observed,
      History history,
      Runners runners,
      Instant now) {
    Map<DaggerName, DesiredJob> wanted =
        desired.stream().collect(Collectors.toMap(DesiredJob::dagger, Function.identity()));
    Map<DaggerName, ObservedJob> live =
        observed.stream()
            .filter(job -> job.state().isLive())
            .collect(
                Collectors.toMap(ObservedJob::dagger, Function.identity(), ObservedJob::besides));
    return new Reconciler(revision, wanted, live, history, runners, now).plan();
  }

  private Plan plan() {
    SortedSet<DaggerName> names = new TreeSet<>(wanted.keySet());
    names.addAll(live.keySet());
    history.daggers().forEach((name, past) -> names.addAll(ifStanding(name, past)));
    SortedMap<DaggerName, Change> changes = new TreeMap<>();
    wanted.values().forEach(job -> changes.put(job.dagger(), wanted(job)));
    names.removeAll(wanted.keySet());
    for (DaggerName name : names) {
      DaggerName heir = moves.heirs().get(name);
      unwanted(name, heir == null ? null : changes.get(heir))
          .ifPresent(change -> changes.put(name, change));
    }
    SortedMap<DaggerName, Change> all =
        new Renewals(wanted, live, history, runners, now).among(changes);
    return new Plan(List.copyOf(all.values()), freeze);
  }

  private Change wanted(DesiredJob job) {
    Decision decision = decision(job.dagger());
    DaggerName former = Moves.former(job, history);
    if (former != null
        && decision.isFresh()
        && !wanted.containsKey(former)
        && job instanceof DesiredJob.Running running) {
      return moved(decision, running, former);
    }
    return decision.wanted(job);
  }

  private Change moved(Decision decision, DesiredJob.Running job, DaggerName former) {
    DaggerName heir = moves.heirs().get(former);
    if (!job.dagger().equals(heir)) {
      return new Change.Refuse(
          job.dagger(),
          "'moved_from: %s' is what %s says too, and that one takes its state over; remove it here"
              .formatted(former, heir));
    }
    Decision past = decision(former);
    return past.hasState() ? decision.moved(job, past) : decision.wanted(job);
  }

  /**
   * @param ofHeir what is done about the dagger that bears its name now; null where none does
   */
  private Optional<Change> unwanted(DaggerName name, @Nullable Change ofHeir) {
    Decision decision = decision(name);
    if (ofHeir != null && decision(ofHeir.dagger()).isFresh()) {
      return ofHeir.acts() ? Optional.empty() : Optional.of(kept(decision, ofHeir));
    }
    String reason = "was removed from the repository";
    return Optional.of(
        freeze == null
            ? decision.removed(reason)
            : decision.kept(
                reason + ", and is kept until a person says: " + Removals.command(revision)));
  }

  /** Names that are gone and yet not removed: another one will go on in their place. */
  private Set<DaggerName> moved() {
    Set<DaggerName> moved = new TreeSet<>(moves.heirs().keySet());
    moved.removeIf(name -> !decision(moves.heirs().get(name)).isFresh());
    return moved;
  }

  /** Until the new name has come up; no two jobs may go on from one state. */
  private Change kept(Decision former, Change ofHeir) {
    String reason = "moves to %s: %s".formatted(ofHeir.dagger(), ofHeir.reason());
    return decision(ofHeir.dagger()).isUnseen()
        ? new Change.Keep(former.dagger(), reason)
        : former.kept(reason);
  }

  private Decision decision(DaggerName name) {
    return new Decision(name, live.get(name), history, now);
  }

  /** A dagger that is neither wanted nor runs is looked after until it is known to be removed. */
  private static List<DaggerName> ifStanding(DaggerName name, DaggerHistory past) {
    boolean stands = past.standing() == Standing.UP || past.standing() == Standing.SUSPENDED;
    return stands || past.run() != null ? List.of(name) : List.of();
  }
}

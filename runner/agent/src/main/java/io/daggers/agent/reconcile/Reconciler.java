package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.History;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what to do about each dagger. It takes values, returns values and does nothing. */
public final class Reconciler {

  private final Map<DaggerName, DesiredJob> wanted;
  private final Map<DaggerName, ObservedJob> live;
  private final History history;
  private final @Nullable String freeze;
  private final String revision;
  private final Instant now;

  private Reconciler(
      String revision,
      Map<DaggerName, DesiredJob> wanted,
      Map<DaggerName, ObservedJob> live,
      History history,
      Instant now) {
    this.wanted = wanted;
    this.live = live;
    this.history = history;
    this.freeze =
        history.isConfirmed(revision)
            ? null
            : Removals.of(wanted.keySet(), live.keySet(), history).freeze(revision);
    this.revision = revision;
    this.now = now;
  }

  /**
   * @param revision the commit that wants this
   * @param desired at most one per dagger
   * @param observed at most one live job per dagger; jobs that ended are left to the history
   * @param history a run in it that is not observed is not known to have ended: it may only be
   *     missing
   */
  public static Plan plan(
      String revision,
      List<DesiredJob> desired,
      List<ObservedJob> observed,
      History history,
      Instant now) {
    Map<DaggerName, DesiredJob> wanted =
        desired.stream().collect(Collectors.toMap(DesiredJob::dagger, Function.identity()));
    Map<DaggerName, ObservedJob> live =
        observed.stream()
            .filter(job -> job.state().isLive())
            .collect(Collectors.toMap(ObservedJob::dagger, Function.identity()));
    return new Reconciler(revision, wanted, live, history, now).plan();
  }

  private Plan plan() {
    SortedSet<DaggerName> names = new TreeSet<>(wanted.keySet());
    names.addAll(live.keySet());
    history.daggers().forEach((name, past) -> names.addAll(ifStanding(name, past)));
    List<Change> changes = new ArrayList<>();
    for (DaggerName name : names) {
      Decision decision = new Decision(name, live.get(name), history, now);
      DesiredJob job = wanted.get(name);
      changes.add(job == null ? unwanted(decision) : decision.wanted(job));
    }
    return new Plan(changes, freeze);
  }

  private Change unwanted(Decision decision) {
    String reason = "was removed from the repository";
    return freeze == null
        ? decision.removed(reason)
        : decision.frozen(
            reason + ", and is kept until a person says: " + Removals.command(revision));
  }

  /** A dagger that is neither wanted nor runs is looked after until it is known to be removed. */
  private static List<DaggerName> ifStanding(DaggerName name, DaggerHistory past) {
    boolean stands = past.standing() == Standing.UP || past.standing() == Standing.SUSPENDED;
    return stands || past.run() != null ? List.of(name) : List.of();
  }
}

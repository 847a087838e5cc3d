package io.daggers.agent.reconcile;

import static java.util.stream.Collectors.toSet;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.History;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must hold of every plan, by what there truly is. */
final class PlanChecks {

  private final ModelWorld world;
  private final ModelPlatform platform;
  private final PlanTally tally;

  PlanChecks(ModelWorld world, PlanTally tally) {
    this.world = world;
    this.platform = world.platform;
    this.tally = tally;
  }

  void check(Plan plan) {
    History history = world.history();
    Set<DaggerName> names = plan.changes().stream().map(Change::dagger).collect(toSet());
    must(names.size() == plan.changes().size(), "two changes for one dagger");
    must(names.containsAll(world.wanted.keySet()), "a dagger is left out");
    for (Change change : plan.changes()) {
      check(change, history);
      boolean removes = change instanceof Change.Drop || isRemoval(change);
      must(plan.freeze() == null || !removes, "something is removed while frozen");
    }
    checkRemovals(plan, history);
    long renewals = plan.changes().stream().filter(each -> isRenewal(each, history)).count();
    must(renewals <= 1, "several go over to a new runner at once");
  }

  private boolean isRenewal(Change change, History history) {
    return change instanceof Change.Replace replace
        && replace.job().fingerprint().equals(replace.aim())
        && history.of(replace.dagger()).restartAsked() == null
        && platform.isOutdated(replace.job());
  }

  private void check(Change change, History history) {
    DaggerName name = change.dagger();
    DaggerHistory past = history.of(name);
    boolean truly = platform.live(name).isPresent();
    tally.add(change.getClass().getSimpleName());
    must(!change.reason().isBlank(), "no reason");
    DaggerHistory.Trouble trouble = past.troubleWith(change.aim());
    boolean waited = trouble == null || !world.now.isBefore(trouble.since().plusSeconds(10));
    must(waited || !change.acts(), "tried again at once");
    must(!isCondemned(change, past) || past.restartAsked() != null, "tried once more");
    if (truly && platform.unknown.contains(name)) {
      tally.add("unknown");
      must(!change.acts(), "something is done about a job that is unknown");
    }
    if (truly && platform.hidden.contains(name)) {
      tally.add("missing");
      must(!change.acts() && !(change instanceof Change.Drop), "a missing job is taken for gone");
    }
    if (change instanceof Change.Start start) {
      must(!truly, "two starts");
      must(start.from() != null || !forgets(start), "a new name forgets its state");
      must(start.from() == null || history.of(name).run() == null, "a start beside a run");
      if (start.inheritance() == Inheritance.OPEN_WINDOWS) {
        tally.add("counts anew what was left");
        must(start.from().windows() != null, "nobody knows which windows are written");
      }
    } else if (change instanceof Change.RollBack back) {
      must((back.job() != null) == truly, "a start beside a job");
      boolean isBad = past.condemned() != null || restarts(name) >= 6;
      must(!truly || isBad, "a good job is taken back");
      must(back.from().equals(past.proven().left()), "not the state of the good definition");
      must(
          platform.fingerprint(back.bundle()).equals(past.proven().fingerprint()),
          "not the good one");
      must(!back.condemned().equals(past.proven().fingerprint()), "the good one is condemned");
    } else if (change instanceof Change.Move move) {
      must(!truly && platform.live(move.job().dagger()).isPresent(), "nothing to move");
      must(!world.wanted.containsKey(move.job().dagger()), "taken from one that is wanted");
    } else if (change instanceof Change.Replace replace) {
      must(truly, "nothing to replace");
      boolean same = replace.job().fingerprint().equals(platform.fingerprint(replace.bundle()));
      boolean renews = same && platform.isOutdated(replace.job());
      must(!same || renews || past.restartAsked() != null, "restarted without being asked");
      must(!same || replace.inheritance() == Inheritance.STATE, "restarted without its state");
      if (replace.inheritance() == Inheritance.OPEN_WINDOWS) {
        tally.add("counts anew");
        must(replace.job().windows() != null, "the old job does not tell its windows");
        must(replace.bundle().windows() != null, "the new job does not tell its windows");
      }
      if (same) {
        tally.add(renews ? "renewal" : "restart");
      }
    } else if (change instanceof Change.Stop stop) {
      boolean wanted = world.wanted.containsKey(name);
      boolean isSuspended = world.wanted.get(name) instanceof DesiredJob.Suspended;
      must(stop.removed() ? !wanted : isSuspended, "stopped though it is wanted");
    }
  }

  /** Whether it brings back what was taken back, other than too late to go on without. */
  private boolean isCondemned(Change change, DaggerHistory past) {
    DaggerHistory.Condemned condemned = past.condemned();
    if (condemned == null || !condemned.fingerprint().equals(change.aim())) {
      return false;
    }
    Instant leftAt = past.proven() == null ? null : past.proven().leftAt();
    boolean isOver = leftAt == null || !world.now.isBefore(leftAt.plusSeconds(3_600));
    return !isOver || !condemned.fingerprint().equals(past.definition());
  }

  private long restarts(DaggerName name) {
    return platform.live(name).map(ModelPlatform.Job::restarts).orElse(0L);
  }

  /** Whether it begins without a state that it could have from its former name. */
  private boolean forgets(Change.Start start) {
    DaggerName former =
        world.wanted.get(start.dagger()) instanceof DesiredJob.Running running
            ? running.movedFrom()
            : null;
    boolean isFirst = world.history().of(start.dagger()).definition() == null;
    return isFirst
        && former != null
        && !world.wanted.containsKey(former)
        && start.bundle().reset() == null
        && world.history().of(former).left() != null;
  }

  /** Never much at once, unless a person said so. */
  private void checkRemovals(Plan plan, History history) {
    if (plan.freeze() != null) {
      tally.add("freeze");
      must(!history.isConfirmed(world.revision()), "frozen though confirmed");
    } else if (!history.isConfirmed(world.revision())) {
      long removed = plan.changes().stream().filter(PlanChecks::isRemoval).count();
      Set<DaggerName> up = new HashSet<>();
      for (DaggerName name : world.names()) {
        boolean stands = history.of(name).standing() == Standing.UP;
        if (stands || platform.live(name).isPresent()) {
          up.add(name);
        }
      }
      must(removed < 3 || removed * 3 <= up.size(), "more than a third is removed");
      must(removed < 2 || removed < up.size(), "all is removed");
    }
  }

  private static boolean isRemoval(Change change) {
    return change instanceof Change.Stop stop && stop.removed();
  }

  /** Everything is as it was committed, or there is a reason that stands. */
  void checkEnd(Plan plan) {
    Map<DaggerName, Change> changes = new HashMap<>();
    plan.changes().forEach(change -> changes.put(change.dagger(), change));
    for (DaggerName name : world.names()) {
      DesiredJob wanted = world.wanted.get(name);
      Fingerprint live =
          platform.live(name).map(job -> platform.fingerprint(job.bundle())).orElse(null);
      Change change = changes.get(name);
      if (wanted instanceof DesiredJob.Running running) {
        must(running.fingerprint().equals(live) || isRefusedForGood(change), "not as committed");
      } else if (wanted instanceof DesiredJob.Suspended) {
        must(live == null, "not suspended");
      } else if (wanted instanceof DesiredJob.Unfit) {
        must(live != null || change instanceof Change.Refuse, "neither runs nor is refused");
      } else if (plan.freeze() == null) {
        boolean waits = change instanceof Change.Keep && change.reason().startsWith("moves to ");
        must(waits || (live == null && change == null), "not removed");
      } else {
        boolean isUp = world.history().of(name).standing() == Standing.UP;
        must(live != null || !isUp || change instanceof Change.Refuse, "not kept while frozen");
      }
    }
  }

  private static boolean isRefusedForGood(Change change) {
    return change instanceof Change.Refuse
        && change
            .reason()
            .matches(
                "(?s).*(does not fit|takes its state over|did not start \\d+ times|taken back).*");
  }

  static void must(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}

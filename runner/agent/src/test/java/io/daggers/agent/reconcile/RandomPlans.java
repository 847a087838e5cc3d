package io.daggers.agent.reconcile;

import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.TestBundles;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** One random world. */
final class RandomPlans {

  private static final List<DaggerName> NAMES =
      List.of(
          DaggerName.parse("t/a"),
          DaggerName.parse("t/b"),
          DaggerName.parse("t/c"),
          DaggerName.parse("t/d"));

  private static final Set<DaggerName> TELL_WINDOWS =
      Set.of(NAMES.get(0), NAMES.get(1), NAMES.get(2));
  private static final Set<DaggerName> COMMIT_RESULTS = Set.of(NAMES.get(1));

  private static final Map<DaggerName, List<DesiredJob.Running>> VARIANTS = new TreeMap<>();
  private static final IdentityHashMap<JobBundle, Fingerprint> FINGERPRINTS =
      new IdentityHashMap<>();
  private static final Map<Fingerprint, JobBundle> BUNDLES = new HashMap<>();

  /** Of the variants that keep the meaning of state; after them come others. */
  private static final int SAME_MEANING = 3;

  private static final int MOST_ROUNDS_TO_SETTLE = 14;

  static {
    for (DaggerName name : NAMES) {
      List<DesiredJob.Running> variants = new ArrayList<>();
      for (int edit = 0; edit < SAME_MEANING; edit++) {
        variants.add(variant(name, edit, null, "window-1"));
      }
      variants.add(variant(name, 3, null, "window-2"));
      variants.add(variant(name, 4, "counts anew", "window-2"));
      VARIANTS.put(name, variants);
    }
  }

  private static DesiredJob.Running variant(DaggerName name, int number, String reset, String uid) {
    JobBundle bundle = TestBundles.of(name.toString(), "SELECT " + number, reset, "source-1", uid);
    bundle = TELL_WINDOWS.contains(name) ? TestBundles.tellingWindows(bundle) : bundle;
    bundle = COMMIT_RESULTS.contains(name) ? TestBundles.committingResults(bundle) : bundle;
    DesiredJob.Running running = new DesiredJob.Running(bundle);
    FINGERPRINTS.put(bundle, running.fingerprint());
    BUNDLES.put(running.fingerprint(), bundle);
    return running;
  }

  private final Random random;
  private final PlanTally tally;
  private final ModelPlatform platform;
  private final ModelWorld world;
  private final PlanChecks checks;

  /** By the last look; no job is overlooked twice in a row. */
  private final Set<DaggerName> overlooked = new HashSet<>();

  private RandomPlans(long seed, PlanTally tally) {
    this.random = new Random(seed);
    this.tally = tally;
    this.platform = new ModelPlatform(random.nextBoolean(), FINGERPRINTS);
    this.world = new ModelWorld(platform, BUNDLES);
    this.world.canary = random.nextBoolean() ? NAMES.get(random.nextInt(NAMES.size())) : null;
    this.checks = new PlanChecks(world, tally);
  }

  static void run(long seed, PlanTally tally) {
    RandomPlans plans = new RandomPlans(seed, tally);
    try {
      plans.run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "world %d: %s%n%s"
              .formatted(
                  seed,
                  e.getMessage(),
                  String.join("\n", plans.world.journal.stream().map(Entry::toString).toList())),
          e);
    }
  }

  private void run() {
    for (DaggerName name : NAMES) {
      if (random.nextInt(5) > 0) {
        world.commit(name, VARIANTS.get(name).get(0));
      }
    }
    int steps = 4 + random.nextInt(8);
    for (int step = 0; step < steps; step++) {
      happen(NAMES.get(random.nextInt(NAMES.size())));
      world.pass(Duration.ofSeconds(SECONDS[random.nextInt(SECONDS.length)]));
      round();
    }
    calmDown();
    settle();
  }

  private static final int[] SECONDS = {1, 2, 5, 11, 60, 400, 1_000, 4_000};

  private void happen(DaggerName name) {
    switch (random.nextInt(22)) {
      case 0, 1, 2 -> world.commit(name, VARIANTS.get(name).get(random.nextInt(SAME_MEANING)));
      case 3 -> world.commit(name, VARIANTS.get(name).get(SAME_MEANING));
      case 4 -> world.commit(name, VARIANTS.get(name).get(SAME_MEANING + 1));
      case 5 -> remove(name);
      case 6 -> world.commit(name, new DesiredJob.Suspended(name));
      case 7 -> world.commit(name, new DesiredJob.Unfit(name, "was rejected"));
      case 8 -> NAMES.forEach(this::remove);
      case 9 -> platform.change(name, job -> job.in(JobState.FAILED));
      case 10, 11 -> platform.change(name, job -> job.restarted(6));
      case 12 -> {
        platform.change(name, job -> job.in(JobState.FINISHED));
        platform.forgetEnded();
      }
      case 13 -> toggle(platform.unknown, name);
      case 14 -> {
        if (platform.outlivesAgent && !overlooked.contains(name)) {
          platform.hidden.add(name);
        }
      }
      case 15 -> toggle(random.nextBoolean() ? platform.startsFail : platform.startsHang, name);
      case 16 -> toggle(platform.savepointsFail, name);
      case 17 -> toggle(platform.preparingFails, name);
      case 18 -> ask(name);
      case 19 -> rename(name, NAMES.get(random.nextInt(NAMES.size())));
      case 20 -> platform.changeRunner();
      default -> world.restartAgent();
    }
  }

  private void remove(DaggerName name) {
    world.commit(name, null);
    platform.mayForget.add(name);
  }

  /** Mostly in one commit, and sometimes a former name comes back. */
  private void rename(DaggerName former, DaggerName name) {
    if (!former.equals(name)) {
      if (random.nextInt(4) > 0) {
        remove(former);
      }
      int variant = random.nextInt(VARIANTS.get(name).size());
      world.commit(name, VARIANTS.get(name).get(variant).movedFrom(former));
    }
  }

  private void ask(DaggerName name) {
    switch (random.nextInt(3)) {
      case 0 -> world.record(Entry.asked(world.now, world.revision(), name, Step.RETRY));
      case 1 -> world.record(Entry.asked(world.now, world.revision(), name, Step.RESTART));
      default -> confirm();
    }
  }

  private void confirm() {
    world.record(Entry.ofCommit(world.now, world.revision(), Step.CONFIRM, "it is meant"));
  }

  private static void toggle(Set<DaggerName> names, DaggerName name) {
    if (!names.remove(name)) {
      names.add(name);
    }
  }

  /** One round, in which the agent may be killed at any step. */
  private void round() {
    if (random.nextInt(4) == 0) {
      world.stepsToLive = random.nextInt(10);
    }
    try {
      Plan plan = world.plan();
      checks.check(plan);
      List<Change> changes = new ArrayList<>(plan.changes());
      Collections.shuffle(changes, random);
      changes.forEach(world::carryOut);
    } catch (ModelWorld.Killed e) {
      tally.add("killed");
      world.restartAgent();
    }
    overlooked.clear();
    overlooked.addAll(platform.hidden);
    platform.hidden.clear();
    world.stepsToLive = Integer.MAX_VALUE;
  }

  private void calmDown() {
    platform.unknown.clear();
    platform.startsFail.clear();
    platform.startsHang.clear();
    platform.savepointsFail.clear();
    platform.preparingFails.clear();
    NAMES.forEach(name -> platform.change(name, job -> job.restarted(0)));
    if (random.nextBoolean()) {
      confirm();
    }
  }

  /** What must come to rest, and must then stay so. */
  private void settle() {
    int rounds = 0;
    int quiet = 0; // a first look is also quiet
    Plan plan = null;
    while (quiet < 2) {
      if (rounds++ > MOST_ROUNDS_TO_SETTLE) {
        throw new AssertionError("it does not come to rest: " + plan);
      }
      world.pass(Duration.ofMinutes(73));
      int lines = world.journal.size();
      plan = world.plan();
      checks.check(plan);
      plan.changes().forEach(world::carryOut);
      quiet = plan.isSettled() && world.journal.size() == lines ? quiet + 1 : 0;
    }
    checks.checkEnd(plan);
    for (int again = 0; again < 2; again++) {
      world.pass(Duration.ofMinutes(73));
      int lines = world.journal.size();
      Plan same = world.plan();
      same.changes().forEach(world::carryOut);
      PlanChecks.must(
          same.equals(plan) && world.journal.size() == lines, "it does not stay so: " + same);
    }
  }
}

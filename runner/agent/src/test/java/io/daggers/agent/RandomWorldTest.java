package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.InMemoryPlatform;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.reconcile.Change;
import io.daggers.job.bundle.JobBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets everything happen in any order, and looks at what must always hold. */
class RandomWorldTest {

  private static final List<String> NAMES = List.of("t/a", "t/b", "t/c" + Wish.WINDOWS);
  private static final int STEPS = 60;

  @TempDir Path folder;
  private final InMemoryPlatform platform = new InMemoryPlatform();
  private final TickingClock clock = new TickingClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Map<String, Wish> wishes = new HashMap<>();
  private final Map<String, JobId> lineages = new HashMap<>();
  private final List<String> mayForget = new ArrayList<>();
  private Journal journal;
  private Rounds rounds;

  @AfterEach
  void closeJournal() throws Exception {
    awaitChanges();
    journal.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void holdsWhateverHappens(long seed) throws Exception {
    Random random = new Random(seed);
    NAMES.forEach(name -> wishes.put(name, Wish.of(name)));
    startAgent();
    for (int step = 0; step < STEPS; step++) {
      happen(random, NAMES.get(random.nextInt(NAMES.size())));
      clock.pass(Duration.ofSeconds(random.nextInt(1_800)));
      round();
      if (random.nextBoolean()) {
        awaitChanges();
      }
      if (random.nextInt(6) == 0) {
        calmDown();
        everythingIsAsItShouldBe();
      }
    }
  }

  private void happen(Random random, String name) throws Exception {
    Wish wish = wishes.get(name);
    switch (random.nextInt(14)) {
      case 0, 1 -> wishes.put(name, wish.edited());
      case 2 -> wishes.put(name, wish.meaningAnother());
      case 3 -> {
        wishes.put(name, wish.meaningAnother().reset());
        mayForget.add(name);
      }
      case 4 -> {
        wishes.put(name, wish.in(Wish.Kind.ABSENT));
        mayForget.add(name);
      }
      case 5 -> wishes.put(name, wish.in(Wish.Kind.SUSPENDED));
      case 6 -> wishes.put(name, wish.in(Wish.Kind.UNFIT));
      case 7 -> platform.turn(name, JobState.FAILED, "a poison row");
      case 8 -> platform.turn(name, JobState.RESTARTING, "a poison row");
      case 9 -> platform.breakStarts(name, random.nextBoolean());
      case 10 -> platform.breakSavepoints(name, random.nextBoolean());
      case 11 -> platform.breakPreparing(name, random.nextBoolean());
      case 12 -> {
        wishes.put(name, wish.edited());
        platform.breakStartsOf(wish.edited().bundle().fingerprint());
      }
      default -> restartAgent(random.nextBoolean());
    }
    if (random.nextInt(3) == 0) {
      wishes.put(name, wishes.get(name).in(Wish.Kind.RUNNING));
    }
  }

  private void round() throws Exception {
    rounds.next(Wish.all(wishes.values()), clock.instant());
    assertThat(rounds.last().error()).isNull();
    assertThat(rounds.last().plan().changes()).allMatch(change -> !change.reason().isBlank());
    NAMES.forEach(this::remembersWhatItCounted);
  }

  private void awaitChanges() throws Exception {
    assertThat(rounds.await(Duration.ofSeconds(60))).isTrue();
  }

  /** A state is dropped where a person allowed it, and nowhere else. */
  private void remembersWhatItCounted(String name) {
    Optional<JobId> now = platform.lineage(name);
    JobId before = lineages.get(name);
    if (now.isPresent() && !now.get().equals(before)) {
      assertThat(before == null || mayForget.remove(name)).as("%s forgot its state", name).isTrue();
      lineages.put(name, now.get());
    }
  }

  private void calmDown() throws Exception {
    platform.mendStarts();
    for (String name : NAMES) {
      platform.breakStarts(name, false);
      platform.breakSavepoints(name, false);
      platform.breakPreparing(name, false);
      platform.turn(name, JobState.RUNNING, null);
    }
    for (int i = 0; i < 4; i++) {
      clock.pass(Duration.ofHours(1));
      round();
      awaitChanges();
    }
  }

  private void everythingIsAsItShouldBe() throws Exception {
    assertThat(rounds.last().plan().isSettled()).isTrue();
    for (String name : NAMES) {
      Wish wish = wishes.get(name);
      Optional<JobBundle> live = platform.liveBundle(name);
      switch (wish.kind()) {
        case ABSENT, SUSPENDED -> assertThat(live).isEmpty();
        case RUNNING -> {
          if (!isRefused(name)) {
            assertThat(live).contains(wish.bundle());
          }
        }
        case UNFIT -> {
          // Whatever ran before runs on.
        }
      }
    }
    int starts = platform.starts();
    clock.pass(Duration.ofHours(1));
    round();
    awaitChanges();
    assertThat(platform.starts())
        .as("a plan that is applied twice changes nothing")
        .isEqualTo(starts);
  }

  private boolean isRefused(String name) {
    return rounds.last().plan().changes().stream()
        .anyMatch(
            change -> change instanceof Change.Refuse && change.dagger().toString().equals(name));
  }

  private void startAgent() throws Exception {
    journal = Journal.open(folder);
    journal.record(Entry.ofCommit(clock.instant(), Wish.REVISION, Step.CONFIRM, "as meant"));
    rounds = new Rounds(platform, journal, clock);
  }

  private void restartAgent(boolean inGoodOrder) throws Exception {
    awaitChanges();
    if (inGoodOrder) {
      rounds.park("a revision", Duration.ofSeconds(60));
    }
    platform.die();
    journal.close();
    startAgent();
  }
}

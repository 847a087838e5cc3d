package io.daggers.agent.report;

import static io.daggers.agent.report.Statuses.FIRST;
import static io.daggers.agent.report.Statuses.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledStatusTest {

  private final TickingClock clock = new TickingClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<CommitStatus> told = new ArrayList<>();
  private SettledStatus settled = new SettledStatus(null, clock);

  @Test
  void tellsEachStepOnceAndAtOnce() {
    see(pending(FIRST), pending(FIRST), success(FIRST), success(FIRST));

    assertThat(told).containsExactly(pending(FIRST), success(FIRST));
  }

  @Test
  void tellsTheNextCommitAtOnce() {
    see(success(FIRST), pending(SECOND), failure(SECOND, "a/a"));

    assertThat(told).containsExactly(success(FIRST), pending(SECOND), failure(SECOND, "a/a"));
  }

  @Test
  void tellsALaterChangeOnceItHasHeld() {
    see(success(FIRST), failure(FIRST, "a/a"));
    clock.pass(SettledStatus.HOLD.minusSeconds(1));
    see(failure(FIRST, "a/a"));
    assertThat(told).containsExactly(success(FIRST));

    clock.pass(Duration.ofSeconds(1));
    see(failure(FIRST, "a/a"), failure(FIRST, "a/a"));

    assertThat(told).containsExactly(success(FIRST), failure(FIRST, "a/a"));
  }

  @Test
  void passesOverWhatComesAndGoes() {
    see(success(FIRST));
    for (int i = 0; i < 1_000; i++) {
      see(i % 2 == 0 ? failure(FIRST, "a/a") : success(FIRST));
      clock.pass(Duration.ofSeconds(40));
    }

    assertThat(told).containsExactly(success(FIRST));
  }

  @Test
  void isNotPendingAgain() {
    see(failure(FIRST, "a/a"), pending(FIRST));
    clock.pass(Duration.ofHours(1));
    see(pending(FIRST));

    assertThat(told).containsExactly(failure(FIRST, "a/a"));
  }

  @Test
  void tellsWhenAnotherDaggerIsAtFaultAndNotWhenTheWordsChange() {
    CommitStatus otherWords =
        new CommitStatus(FIRST, CommitState.FAILURE, "a/a", "next try in 20 s");
    see(failure(FIRST, "a/a"), otherWords);
    clock.pass(Duration.ofHours(1));
    see(otherWords, failure(FIRST, "a/b"));
    clock.pass(Duration.ofHours(1));
    see(failure(FIRST, "a/b"));

    assertThat(told).containsExactly(failure(FIRST, "a/a"), failure(FIRST, "a/b"));
  }

  @Test
  void doesNotRepeatItselfToACommitThatIsInForceAgain() {
    see(success(FIRST), failure(SECOND, ""), success(FIRST), failure(SECOND, ""), success(FIRST));

    assertThat(told).containsExactly(success(FIRST), failure(SECOND, ""));
  }

  @Test
  void doesNotRepeatWhatTheAgentBeforeSaid() {
    settled = new SettledStatus(success(FIRST), clock);

    see(pending(FIRST), success(FIRST));

    assertThat(told).isEmpty();
  }

  private void see(CommitStatus... statuses) {
    for (CommitStatus status : statuses) {
      settled.see(status).ifPresent(told::add);
    }
  }

  private static CommitStatus pending(String revision) {
    return new CommitStatus(revision, CommitState.PENDING, "", "being changed");
  }

  private static CommitStatus success(String revision) {
    return new CommitStatus(revision, CommitState.SUCCESS, "", "all run");
  }

  private static CommitStatus failure(String revision, String dagger) {
    return new CommitStatus(revision, CommitState.FAILURE, dagger, dagger + ": failed");
  }
}

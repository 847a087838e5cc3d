package io.daggers.agent.report;

import static io.daggers.agent.report.Statuses.FIRST;
import static io.daggers.agent.report.Statuses.fine;
import static io.daggers.agent.report.Statuses.rejected;
import static io.daggers.agent.report.Statuses.restarting;
import static io.daggers.agent.report.Statuses.starting;
import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.health.DaggerStatus;
import org.junit.jupiter.api.Test;

class CommitStatusTest {

  @Test
  void isPendingWhileADaggerIsBeingChanged() {
    assertThat(of(fine("a/a"), starting("a/b"), rejected("a/c", "no")))
        .isEqualTo(
            new CommitStatus(FIRST, CommitState.PENDING, "", "1 of 3 daggers are being changed"));
  }

  @Test
  void isASuccessWhereAllRunAsCommitted() {
    DaggerStatus suspended = Statuses.dagger("a/b", "finished", "keep", "is suspended", null, true);

    assertThat(of(fine("a/a"), suspended))
        .isEqualTo(new CommitStatus(FIRST, CommitState.SUCCESS, "", "2 daggers run as committed"));
  }

  @Test
  void namesTheFirstDaggerAtFault() {
    assertThat(of(fine("a/a"), rejected("a/b", "no\n column"), rejected("a/c", "no")))
        .isEqualTo(
            new CommitStatus(
                FIRST, CommitState.FAILURE, "a/b", "a/b: was rejected: no column (and 1 more)"));
  }

  @Test
  void saysWhatIsWrongWithAJobThatRunsAsCommitted() {
    assertThat(of(restarting("a/a", "out of memory")).description())
        .isEqualTo("a/a: out of memory");
  }

  @Test
  void isAFailureWhileAPersonIsToConfirmIt() {
    assertThat(CommitStatus.of(Statuses.frozen("it removes 3 of 4 daggers", fine("a/a"))))
        .contains(
            new CommitStatus(
                FIRST,
                CommitState.FAILURE,
                "",
                "it removes much of what runs, and waits for a person: bin/dagger status"));
  }

  @Test
  void isShortEnoughForTheHost() {
    CommitStatus status = of(rejected("a/b", "x".repeat(500)), rejected("a/c", "no"));

    assertThat(status.description())
        .hasSize(CommitStatus.MOST_LETTERS)
        .startsWith("a/b: was rejected: xxx")
        .endsWith("… (and 1 more)");
  }

  @Test
  void saysNothingWhileNothingIsKnown() {
    assertThat(CommitStatus.of(Statuses.of(null, (String) null))).isEmpty();
    assertThat(CommitStatus.of(Statuses.of(FIRST, "the platform is silent", fine("a/a"))))
        .isEmpty();
  }

  private static CommitStatus of(DaggerStatus... daggers) {
    return CommitStatus.of(Statuses.of(FIRST, daggers)).orElseThrow();
  }
}

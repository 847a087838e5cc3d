package io.daggers.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.sql.StateChange.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateChangeTest {

  private static final String SOURCE = "source-trips-a-trips";
  private static final String WINDOW = "window-aggregate-1111111111111111";
  private static final String OTHER_WINDOW = "window-aggregate-2222222222222222";
  private static final String JOIN = "join-3333333333333333";

  @Test
  void fitsWhereNothingIsLostAndNothingBeginsHalfWay() {
    StateChange change =
        StateChange.between(
            List.of(SOURCE, WINDOW),
            List.of(SOURCE, "source-trips-a-more", WINDOW, "sink-kafka-a-results"));

    assertThat(change.fits()).isTrue();
    assertThat(change.parts())
        .extracting(StateChange.Part::fate)
        .containsExactly(Fate.KEPT, Fate.KEPT, Fate.NEW, Fate.NEW);
  }

  @Test
  void doesNotFitWhereATopicIsNoLongerRead() {
    StateChange change = StateChange.between(List.of(SOURCE, WINDOW), List.of(WINDOW));

    assertThat(change.fits()).isFalse();
    assertThat(change.misfits()).extracting(StateChange.Part::fate).containsExactly(Fate.LOST);
  }

  @Test
  void takesAnOperatorOfTheSameRoleForTheSameOneChanged() {
    StateChange change = StateChange.between(List.of(WINDOW), List.of(OTHER_WINDOW));

    assertThat(change.parts()).extracting(StateChange.Part::fate).containsExactly(Fate.CHANGED);
    assertThat(change.misfitRoles()).containsExactly("window-aggregate");
  }

  @Test
  void beginsEmptyWhatWasNotKeptBefore() {
    StateChange change = StateChange.between(List.of(WINDOW), List.of(WINDOW, JOIN));

    assertThat(change.misfits()).extracting(StateChange.Part::fate).containsExactly(Fate.EMPTY);
  }

  @Test
  void isBoundedWhereWhatDoesNotFitEndsWithItsWindow() {
    assertThat(StateChange.between(List.of(WINDOW), List.of(OTHER_WINDOW)).isBounded()).isTrue();
    assertThat(StateChange.between(List.of(WINDOW, JOIN), List.of(OTHER_WINDOW)).isBounded())
        .isFalse();
    assertThat(StateChange.between(List.of(WINDOW), List.of(WINDOW, JOIN)).isBounded()).isFalse();
  }
}

package io.daggers.agent.platform.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.platform.JobId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookTurnsTest {

  private final LookTurns turns = new LookTurns();

  @Test
  void asksAllWhereThereAreFew() {
    assertThat(turns.next(jobs(100))).hasSize(100);
    assertThat(turns.next(jobs(100))).hasSize(100);
  }

  @Test
  void asksEachOfManyInTurn() {
    Set<JobId> asked = new HashSet<>();
    for (int round = 0; round < 10; round++) {
      Set<JobId> turn = turns.next(jobs(1_000));
      assertThat(turn).hasSize(100);
      asked.addAll(turn);
    }
    assertThat(asked).hasSize(1_000);
  }

  @Test
  void asksAtOnceWhoIsNew() {
    turns.next(jobs(150));
    turns.next(jobs(150));
    List<JobId> more = new ArrayList<>(jobs(151));

    assertThat(turns.next(more)).contains(more.get(150));
  }

  private static List<JobId> jobs(int count) {
    return IntStream.range(0, count).mapToObj(i -> new JobId("%032x".formatted(i))).toList();
  }
}

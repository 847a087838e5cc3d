package io.daggers.validator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.validator.Judgement;
import io.daggers.validator.Planner;
import io.daggers.validator.PlannerException;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WorkerPlannerTest {

  private static final WorkerCommand COMMAND = WorkerCommand.likeThisProcess();
  private static final WorkerLimits LIMITS = WorkerLimits.defaults();

  private static final String YAML =
      """
      description: A case
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx: {measurement: bookings, time: window_start, tags: [city], fields: [bookings]}
      """;
  private static final String SQL =
      """
      SELECT window_start, city, COUNT(*) AS bookings
      FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      GROUP BY window_start, window_end, city
      """;

  private final Map<String, byte[]> files = new TreeMap<>();

  WorkerPlannerTest() throws IOException {
    RepositoryFiles.read(Path.of("src/test/resources/world")).contents().forEach(files::put);
  }

  @Test
  void saysWhatPlanningInThisProcessSays() throws IOException {
    dagger("a-good", SQL);
    dagger("b-wrong", SQL.replace("city", "citty"));
    dagger("c-unfit", SQL.replace("COUNT(*)", "CAST(1 AS DECIMAL(3, 1))"));

    Judgement apart = judge(COMMAND, LIMITS);

    Judgement here = Validator.judge(RepositoryFiles.of(files));
    assertThat(apart.verdicts().subList(1, 3)).isEqualTo(here.verdicts().subList(1, 3));
    Verdict.Accepted good = (Verdict.Accepted) apart.verdicts().get(0);
    Verdict.Accepted same = (Verdict.Accepted) here.verdicts().get(0);
    assertThat(good.dagger().plan()).isEqualTo(same.dagger().plan());
    assertThat(good.dagger().sink()).isEqualTo(same.dagger().sink());
    assertThat(good.dagger().schemas()).isEqualTo(same.dagger().schemas());
  }

  /** Flink computes it while it plans: 10 GB of text. */
  @Test
  void blamesTheDaggerThatTakesAllMemoryAndNoOther() throws IOException {
    dagger("a-good", SQL);
    String text = "'a'";
    for (int i = 0; i < 5; i++) {
      text = "REPLACE(%s, 'a', '%s')".formatted(text, "a".repeat(100));
    }
    dagger("b-bomb", SQL.replace("COUNT(*)", "MAX(CHAR_LENGTH(" + text + "))"));
    dagger("c-good", SQL);

    List<Verdict> verdicts = judge(COMMAND, LIMITS).verdicts();

    assertThat(verdicts.get(0)).isInstanceOf(Verdict.Accepted.class);
    assertThat(verdicts.get(1).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.DG0006);
    assertThat(verdicts.get(2)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void stopsWhatTakesTooLong() throws IOException {
    dagger("a", SQL);
    WorkerLimits impatient =
        new WorkerLimits(1, 384, LIMITS.start(), Duration.ofMillis(1), LIMITS.inAll());

    assertThat(judge(COMMAND, impatient).verdicts().get(0).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.DG0005);
  }

  @Test
  void judgesTheRestByItsFilesWhenTheTimeForAllIsOver() throws IOException {
    dagger("a", SQL);
    WorkerLimits impatient =
        new WorkerLimits(1, 384, LIMITS.start(), LIMITS.perDagger(), Duration.ZERO);

    assertThat(judge(COMMAND, impatient).verdicts().get(0).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.DG0005);
  }

  @Test
  void isNotADaggersFaultWhereNoPlannerStarts() {
    dagger("a", SQL);
    WorkerCommand missing = new WorkerCommand(Path.of("no-such-program"), "", null);
    WorkerCommand empty = new WorkerCommand(COMMAND.java(), "nothing.jar", null);

    assertThatThrownBy(() -> judge(missing, LIMITS))
        .isInstanceOf(PlannerException.class)
        .hasMessageContaining("cannot be started");
    assertThatThrownBy(() -> judge(empty, LIMITS))
        .isInstanceOf(PlannerException.class)
        .hasMessageContaining("ended while it started");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void givesAwayNothingOfItsOwnEnvironment() throws IOException {
    try (WorkerPlanner planner = WorkerPlanner.start(COMMAND, LIMITS)) {
      ProcessHandle child = ProcessHandle.current().children().reduce((a, b) -> b).orElseThrow();

      assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/environ")))
          .isEqualTo("LC_ALL=C.UTF-8\0");
      assertThat(planner).isNotNull();
    }
  }

  @Test
  void endsWhenItsParentIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                COMMAND.java().toString(), "-cp", COMMAND.classPath(), Parent.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    ProcessHandle child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();

    parent.destroyForcibly();

    assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  /** Starts a planner, says its process id, and stays. */
  static final class Parent {

    private Parent() {}

    public static void main(String[] args) throws Exception {
      try (WorkerPlanner planner = WorkerPlanner.start(COMMAND, LIMITS)) {
        System.out.println(ProcessHandle.current().children().findFirst().orElseThrow().pid());
        System.in.read();
        planner.close();
      }
    }
  }

  private Judgement judge(WorkerCommand command, WorkerLimits limits) throws PlannerException {
    try (Planner planner = WorkerPlanner.start(command, limits)) {
      return Validator.judge(RepositoryFiles.of(files), planner);
    }
  }

  private void dagger(String name, String sql) {
    files.put("daggers/cases/" + name + "/dagger.yaml", YAML.getBytes(StandardCharsets.UTF_8));
    files.put("daggers/cases/" + name + "/query.sql", sql.getBytes(StandardCharsets.UTF_8));
  }
}

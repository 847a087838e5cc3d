package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadPlannerTest {

  private static final Duration LONG = Duration.ofMinutes(5);
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

  ThreadPlannerTest() throws Exception {
    RepositoryFiles.read(Path.of("src/test/resources/world")).contents().forEach(files::put);
    files.put("daggers/transport/a/dagger.yaml", YAML.getBytes(StandardCharsets.UTF_8));
    files.put("daggers/transport/a/query.sql", SQL.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void acceptsWhatTheValidatorAccepts() throws Exception {
    assertThat(ThreadPlanner.judge(RepositoryFiles.of(files)).verdicts())
        .singleElement()
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void saysThatAQueryTakesTooMuchMemory() throws Exception {
    Planner exhausted =
        new Fake() {
          @Override
          void plan() {
            throw new OutOfMemoryError("for the test");
          }
        };

    assertThat(codes(exhausted, LONG)).containsExactly(Code.DG0006);
  }

  @Test
  void saysThatAQueryTakesTooLong() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Planner stuck =
        new Fake() {
          @Override
          void plan() throws InterruptedException {
            never.await();
          }
        };

    assertThat(codes(stuck, Duration.ofMillis(1))).containsExactly(Code.DG0005);
  }

  private Iterable<Code> codes(Planner planner, Duration patience) throws PlannerException {
    Judgement judgement =
        Validator.judge(RepositoryFiles.of(files), new ThreadPlanner(planner, patience));
    return judgement.verdicts().get(0).diagnostics().stream().map(Diagnostic::code).toList();
  }

  private abstract static class Fake implements Planner {

    abstract void plan() throws InterruptedException;

    @Override
    public Map<DaggerName, PlanAnswer> plan(
        RepositoryFiles files, World world, Collection<DaggerName> daggers)
        throws PlannerException {
      try {
        plan();
        return Map.of();
      } catch (InterruptedException e) {
        throw new PlannerException("interrupted", e);
      }
    }

    @Override
    public void close() {}
  }
}

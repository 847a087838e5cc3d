package io.daggers.job.testing;

import io.daggers.check.testcase.TestScript;
import io.daggers.check.testcase.TestStep;
import io.daggers.diagnostic.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * One run of a query through the steps of a test. A step begins when everything that came of the
 * step before has gone through the whole query, so that nothing depends on which thread is faster.
 */
final class ScriptRun {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final TestCluster flink;
  private final Stage stage;
  private final JobID job;
  private final CompletableFuture<JobResult> ended;
  private final List<Stage.SourceName> sources;
  private final List<Location> lateRows = new ArrayList<>();
  private long lateResults;

  private ScriptRun(
      TestCluster flink,
      Stage stage,
      JobID job,
      CompletableFuture<JobResult> ended,
      List<Stage.SourceName> sources) {
    this.flink = flink;
    this.stage = stage;
    this.job = job;
    this.ended = ended;
    this.sources = List.copyOf(sources);
  }

  /** The query has ended, or does not go on. */
  private static final class QueryEnded extends Exception {
    private static final long serialVersionUID = 1L;

    QueryEnded(Throwable cause) {
      super(cause);
    }
  }

  /**
   * @param stageName the stage that the graph's tables are connected to
   * @param sources what the graph reads from it
   */
  static Outcome of(
      TestCluster flink,
      JobGraph graph,
      String stageName,
      TestScript script,
      List<Stage.SourceName> sources)
      throws InterruptedException, ExecutionException {
    Stage stage = Stage.open(stageName);
    JobID job = JobID.generate();
    graph.setJobID(job);
    flink.submit(graph);
    ScriptRun run = new ScriptRun(flink, stage, job, flink.result(job), sources);
    try {
      return run.play(script);
    } finally {
      Stage.close(stageName);
      LateRows.forget(job.toString());
    }
  }

  private Outcome play(TestScript script) throws InterruptedException, ExecutionException {
    @Nullable Location at = null;
    try {
      awaitRunning();
      for (TestStep step : script.steps()) {
        at = step.location();
        apply(step);
      }
      at = null;
      end();
      return new Outcome(stage.results(), lateRows, lateResults, null);
    } catch (QueryEnded e) {
      if (!ended.isDone()) {
        flink.cancel(job).exceptionally(overAlready -> null).get();
        ended.get();
      }
      return new Outcome(
          stage.results(), lateRows, lateResults, new Outcome.Failure(at, e.getCause()));
    }
  }

  private void awaitRunning() throws InterruptedException, ExecutionException, QueryEnded {
    Instant deadline = Instant.now().plus(TestCluster.LONGEST_STEP);
    while (!flink.isRunning(job)) {
      if (ended.isDone()) {
        throw new QueryEnded(cause());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new QueryEnded(new TimeoutException("the query does not start"));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void apply(TestStep step) throws InterruptedException, QueryEnded {
    long before = LateRows.of(job.toString());
    for (Stage.SourceName source : sources) {
      if (source.table().equals(step.table())) {
        apply(step, source);
      }
    }
    long dropped = LateRows.of(job.toString()) - before;
    if (step instanceof TestStep.Arrival && dropped > 0) {
      lateRows.add(step.location());
    } else {
      lateResults += dropped;
    }
  }

  private void apply(TestStep step, Stage.SourceName source)
      throws InterruptedException, QueryEnded {
    if (step instanceof TestStep.Watermark watermark) {
      advance(source, watermark.time().toEpochMilli());
    } else if (step instanceof TestStep.Arrival row && row.place().topic().equals(source.topic())) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      stage.source(source).put(new SourceStep.Emit(record(row), done));
      await(done);
      await(flink.settle(job));
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(TestStep.Arrival row) {
    TestStep.Place place = row.place();
    return new ConsumerRecord<>(
        place.topic().name(),
        place.partition(),
        place.offset(),
        place.timestampMillis(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        null,
        row.message().toByteArray(),
        new RecordHeaders(),
        Optional.empty());
  }

  private void advance(Stage.SourceName source, long watermarkMillis)
      throws InterruptedException, QueryEnded {
    CompletableFuture<Void> done = new CompletableFuture<>();
    stage.source(source).put(new SourceStep.Advance(watermarkMillis, done));
    await(done);
    await(flink.settle(job));
  }

  /** Event time comes to its end in one source after the other, and then the sources end. */
  private void end() throws InterruptedException, QueryEnded {
    long before = LateRows.of(job.toString());
    for (Stage.SourceName source : sources) {
      advance(source, Long.MAX_VALUE);
    }
    for (Stage.SourceName source : sources) {
      stage.source(source).put(new SourceStep.End(new CompletableFuture<>()));
    }
    if (!get(ended).isSuccess()) {
      throw new QueryEnded(cause());
    }
    lateResults += LateRows.of(job.toString()) - before;
  }

  /** Waits for a step, or for the query to end before it. */
  private void await(CompletableFuture<?> step) throws InterruptedException, QueryEnded {
    try {
      get(CompletableFuture.anyOf(step, ended));
    } catch (QueryEnded e) {
      // A step that fails is how it shows first; why it failed is what the query ends with.
      throw new QueryEnded(cause());
    }
    if (ended.isDone()) {
      throw new QueryEnded(cause());
    }
  }

  private <T> T get(CompletableFuture<T> future) throws InterruptedException, QueryEnded {
    try {
      return future.get(TestCluster.LONGEST_STEP.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new QueryEnded(e.getCause());
    } catch (TimeoutException e) {
      throw new QueryEnded(
          new TimeoutException(
              "the query does not come to an end of this within "
                  + TestCluster.LONGEST_STEP.toSeconds()
                  + " seconds"));
    }
  }

  private Throwable cause() throws QueryEnded, InterruptedException {
    return get(ended)
        .getSerializedThrowable()
        .map(e -> e.deserializeError(ScriptRun.class.getClassLoader()))
        .orElseGet(() -> new IllegalStateException("the query ended before its input did"));
  }
}

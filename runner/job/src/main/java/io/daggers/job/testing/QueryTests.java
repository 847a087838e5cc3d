package io.daggers.job.testing;

import io.daggers.check.testcase.TestScript;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.TestCase;
import io.daggers.definition.TestCaseReader;
import io.daggers.diagnostic.Findings;
import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.UnknownEndpointException;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import io.daggers.validator.ResolvedDagger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * Runs the tests of daggers on a real Flink in this process. The query is planned and its records
 * are read and written as in the job; only the two ends are the test's.
 */
public final class QueryTests implements AutoCloseable {

  private static final Duration NEVER = Duration.ofDays(1);

  private final RepositoryFiles files;
  private final TestCluster flink;

  private QueryTests(RepositoryFiles files, TestCluster flink) {
    this.files = files;
    this.flink = flink;
  }

  /**
   * Starts Flink, which takes about a second.
   *
   * @throws IllegalStateException where it does not start
   */
  public static QueryTests start(RepositoryFiles files) {
    try {
      return new QueryTests(files, TestCluster.start());
    } catch (Exception e) {
      throw new IllegalStateException("Flink does not start in this process", e);
    }
  }

  /** Runs all tests of a dagger, one after another, and tells of each when it has run. */
  public void run(ResolvedDagger dagger, Consumer<TestResult> results) throws InterruptedException {
    Findings none = new Findings();
    List<TestCase> tests = TestCaseReader.read(files, dagger.name(), none);
    if (tests.isEmpty()) {
      return;
    }
    JobBundle bundle = bundle(dagger);
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    String stage = dagger.name().toString();
    TestTables tables = new TestTables(stage, schemas);
    JobGraph graph = DaggerJob.graph(bundle, schemas, tables, configuration(bundle)).getJobGraph();
    for (TestCase test : tests) {
      Instant begin = Instant.now();
      TestScript script =
          TestScript.of(test, bundle.sources(), schemas, bundle.sink(), tables.columns(), none);
      if (none.hasErrors()) {
        throw new IllegalStateException("a test of an accepted dagger that cannot be run");
      }
      Outcome outcome = run(graph, stage, script, tables.sources());
      RowDiff diff = RowDiff.of(script.expected(), outcome.rows());
      results.accept(
          new TestResult(
              dagger.name(),
              test,
              Duration.between(begin, Instant.now()),
              Comparison.of(script, outcome, diff),
              diff.isEmpty() || outcome.failure() != null
                  ? ""
                  : DiffTable.of(diff, tables.columns().getFieldNames()),
              diff.matched()));
    }
  }

  private Outcome run(
      JobGraph graph, String stage, TestScript script, List<Stage.SourceName> sources)
      throws InterruptedException {
    try {
      return ScriptRun.of(flink, graph, stage, script, sources);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Flink does not take the query of " + stage, e);
    }
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }

  /** The bundle of a place that has every endpoint; nothing connects to them. */
  private static JobBundle bundle(ResolvedDagger dagger) {
    Stream<Topic> read = dagger.sources().stream().flatMap(source -> source.topics().stream());
    Stream<Topic> written =
        dagger.sink() instanceof SinkTable.KafkaTable kafka
            ? Stream.of(kafka.topic())
            : Stream.empty();
    Map<String, Environment.KafkaCluster> clusters =
        Stream.concat(read, written)
            .map(Topic::cluster)
            .distinct()
            .collect(Collectors.toMap(name -> name, name -> new Environment.KafkaCluster("test")));
    Map<String, Environment.InfluxServer> servers =
        dagger.sink() instanceof SinkTable.InfluxTable influx
            ? Map.of(influx.server(), new Environment.InfluxServer("test", null, null, null, false))
            : Map.of();
    try {
      return JobBundle.of(
          dagger,
          new Environment(
              "test", Environment.Platform.EMBEDDED, clusters, servers, NEVER, "test", "test"));
    } catch (UnknownEndpointException e) {
      throw new IllegalStateException("an endpoint was left out", e);
    }
  }

  private static Configuration configuration(JobBundle bundle) {
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.NO_EXTERNALIZED_CHECKPOINTS);
    return configuration;
  }
}

package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.Dagger;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.job.begin.Beginning;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.QueryText;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.topology.Environment;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the validator explains is what the job runs, operator by operator and change by change. */
class SamePlanTest {

  private static final Path VALIDATOR = Bundles.ROOT.resolve("validator/src/test/resources");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> theValidatorsExplainIsTheJobs() throws IOException {
    return Stream.concat(
            accepted(RepositoryFiles.read(Bundles.ROOT)).stream(), accepted(corpus()).stream())
        .map(dagger -> DynamicTest.dynamicTest(dagger.name().toString(), () -> compare(dagger)));
  }

  private void compare(ResolvedDagger dagger) throws Exception {
    JobBundle bundle = JobBundle.of(dagger, environment());

    DaggerJob.Prepared job = prepared(bundle);

    assertThat(explainedByTheValidator(dagger))
        .isEqualTo(job.session().explain(job.query()))
        .contains("changelogMode=[I]");
    assertThat(bundle.operators()).isEqualTo(dagger.plan().operators());
  }

  @Test
  void theRunningJobHasTheOperatorsOfItsExplain() throws Exception {
    ResolvedDagger dagger =
        accepted(RepositoryFiles.read(Bundles.ROOT)).stream()
            .filter(d -> d.name().toString().equals("pricing/demand-supply"))
            .findFirst()
            .orElseThrow();
    DaggerJob.Prepared job = prepared(JobBundle.of(dagger, environment()));
    JobGraph graph = job.graph().getJobGraph();
    try (MiniCluster flink = MiniClusters.start()) {
      flink.submitJob(graph).get();

      List<String> running = vertices(flink, graph.getJobID());

      assertThat(running)
          .containsExactlyInAnyOrderElementsOf(names(graph))
          .hasSizeGreaterThanOrEqualTo(3);
      assertThat(job.session().explain(job.query())).isEqualTo(explainedByTheValidator(dagger));
      for (String operator : List.of("WindowAggregate", "WindowJoin")) {
        assertThat(running).anyMatch(name -> name.contains(operator));
        assertThat(explainedByTheValidator(dagger)).contains(operator);
      }
      flink.cancelJob(graph.getJobID()).get();
    }
  }

  private static List<String> vertices(MiniCluster flink, JobID job) throws Exception {
    Waiting.until(
        () -> {
          AccessExecutionGraph graph = flink.getExecutionGraph(job).get();
          return graph.getState() == JobStatus.RUNNING && !graph.getAllVertices().isEmpty();
        },
        () -> "the job is " + status(flink, job));
    return flink.getExecutionGraph(job).get().getAllVertices().values().stream()
        .map(AccessExecutionJobVertex::getName)
        .toList();
  }

  private static String status(MiniCluster flink, JobID job)
      throws ExecutionException, InterruptedException {
    return flink.getJobStatus(job).get().toString();
  }

  private static List<String> names(JobGraph graph) {
    return graph.getVerticesSortedTopologicallyFromSources().stream()
        .map(JobVertex::getName)
        .toList();
  }

  private DaggerJob.Prepared prepared(JobBundle bundle) {
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    return DaggerJob.prepare(
        bundle,
        schemas,
        new JobTables(bundle, schemas, SecretReferences.WITHOUT_FILES::late, Beginning.OPEN),
        DaggerJob.configuration(bundle));
  }

  private static String explainedByTheValidator(ResolvedDagger resolved) {
    Dagger dagger = resolved.dagger();
    PlanningSession session =
        PlanningSession.open(
            StreamExecutionEnvironment.getExecutionEnvironment(),
            new QueryText(dagger.queryFile(), dagger.query()),
            resolved.sources(),
            SchemaCatalog.of(resolved.schemas()),
            dagger.settings().stateTtl(),
            new PlanOnlyRuntime());
    Findings findings = new Findings();
    AnalysedQuery query = session.analyse(findings).orElseThrow();
    PlanningSession.Planned planned = session.plan(query, resolved.sink(), findings).orElseThrow();
    assertThat(planned.summary()).isEqualTo(resolved.plan());
    return session.explain(query);
  }

  private Environment environment() {
    return Bundles.environment(
        Map.of("mainstream", "127.0.0.1:1", "food", "127.0.0.1:1"),
        "http://127.0.0.1:1",
        directory);
  }

  private static List<ResolvedDagger> accepted(RepositoryFiles files) {
    return Validator.judge(files).verdicts().stream()
        .map(verdict -> ((Verdict.Accepted) verdict).dagger())
        .toList();
  }

  /** The validator's valid daggers, in its test world. */
  private static RepositoryFiles corpus() throws IOException {
    Map<String, byte[]> files =
        new TreeMap<>(RepositoryFiles.read(VALIDATOR.resolve("world")).contents());
    Path valid = VALIDATOR.resolve("valid");
    try (Stream<Path> paths = Files.walk(valid)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (Files.isRegularFile(path) && !path.endsWith("expected.txt")) {
          String name = valid.relativize(path).toString().replace('\\', '/');
          files.put("daggers/cases/" + name, Files.readAllBytes(path));
        }
      }
    }
    return RepositoryFiles.of(files);
  }
}

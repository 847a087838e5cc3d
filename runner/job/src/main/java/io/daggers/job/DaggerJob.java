package io.daggers.job;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.job.begin.Beginning;
import io.daggers.job.begin.BeginningReader;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.LateSecret;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.PlanningSession.Planned;
import io.daggers.sql.QueryText;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.Environment;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The Flink program of a dagger. */
public final class DaggerJob {

  /**
   * How many checkpoints in a row may fail before the job does: a day of those that wait until they
   * are given up after ten minutes. While InfluxDB is away none can complete, and a job that is
   * restarted for it only reads again what it had.
   */
  private static final int MOST_FAILED_CHECKPOINTS = 144;

  /**
   * Where a job goes on after another definition without its state: windows that ended by then are
   * written, in milliseconds since 1970.
   */
  public static final ConfigOption<Long> WRITTEN_UNTIL =
      ConfigOptions.key("dagger.windows-written-until").longType().noDefaultValue();

  private DaggerJob() {}

  /** The same, for a job that goes on from another's state. */
  public static StreamGraph graph(JobBundle bundle, Function<String, LateSecret> secrets) {
    return graph(bundle, secrets, Beginning.OPEN);
  }

  /**
   * Plans a bundle's query and connects it to its topics and its sink.
   *
   * @param secrets what is behind a reference such as {@code secret://env/NAME}
   * @param beginning where it begins without state
   * @return a graph ready to be submitted, named after the dagger
   * @throws IllegalStateException where this runner plans the query otherwise than the validator
   *     did: then its state would not mean what the bundle says
   */
  public static StreamGraph graph(
      JobBundle bundle, Function<String, LateSecret> secrets, Beginning beginning) {
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    JobTables tables = new JobTables(bundle, schemas, secrets, beginning);
    return graph(bundle, schemas, tables, configuration(bundle));
  }

  /**
   * The same for tables that are connected to something else.
   *
   * @param schemas of the bundle
   */
  public static StreamGraph graph(
      JobBundle bundle, SchemaCatalog schemas, TableRuntime tables, Configuration configuration) {
    return prepare(bundle, schemas, tables, configuration).graph();
  }

  /**
   * Plans a bundle's query and hands it to the Flink that this runs in, which knows whether there
   * is state to go on from.
   *
   * @param secrets what is behind a reference such as {@code secret://file/NAME}
   */
  static void execute(JobBundle bundle, Function<String, LateSecret> secrets) throws Exception {
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    Configuration configuration = configuration(bundle);
    ReadableConfig given =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration).getConfiguration();
    Beginning beginning = beginning(bundle, secrets, given);
    JobTables tables = new JobTables(bundle, schemas, secrets, beginning);
    PlannedProgram planned = planned(bundle, schemas, tables, configuration);
    StreamGraph graph = planned.program().getStreamGraph();
    TaskChains.lengthen(graph, planned.copying());
    planned.program().executeAsync(graph);
  }

  private static Beginning beginning(
      JobBundle bundle, Function<String, LateSecret> secrets, ReadableConfig given) {
    Optional<Long> writtenUntil = given.getOptional(WRITTEN_UNTIL);
    if (writtenUntil.isPresent()) {
      return BeginningReader.after(bundle, secrets, writtenUntil.get());
    }
    return given.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent()
        ? Beginning.OPEN
        : BeginningReader.read(bundle, secrets);
  }

  /** The same, before it is made a graph. */
  public static StreamExecutionEnvironment program(
      JobBundle bundle, SchemaCatalog schemas, TableRuntime tables, Configuration configuration) {
    return planned(bundle, schemas, tables, configuration).program();
  }

  /** A graph, with the session that planned it. */
  record Prepared(StreamGraph graph, PlanningSession session, AnalysedQuery query) {}

  static Prepared prepare(
      JobBundle bundle, SchemaCatalog schemas, TableRuntime tables, Configuration configuration) {
    PlannedProgram planned = planned(bundle, schemas, tables, configuration);
    StreamGraph graph = planned.program().getStreamGraph();
    TaskChains.lengthen(graph, planned.copying());
    return new Prepared(graph, planned.session(), planned.query());
  }

  private record PlannedProgram(
      StreamExecutionEnvironment program,
      PlanningSession session,
      AnalysedQuery query,
      Set<String> copying) {}

  private static PlannedProgram planned(
      JobBundle bundle, SchemaCatalog schemas, TableRuntime tables, Configuration configuration) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    PlanningSession session =
        PlanningSession.open(
            env,
            new QueryText(bundle.dagger().folder() + "/query.sql", bundle.query()),
            bundle.sources(),
            schemas,
            bundle.stateTtl(),
            tables);
    Findings findings = new Findings();
    AnalysedQuery query =
        session.analyse(findings).orElseThrow(() -> new IllegalStateException(words(findings)));
    Planned planned = plan(session, query, bundle);
    planned.operators().forEach(env::addOperator);
    return new PlannedProgram(env, session, query, planned.copying());
  }

  private static Planned plan(PlanningSession session, AnalysedQuery query, JobBundle bundle) {
    Findings findings = new Findings();
    Planned planned =
        session
            .plan(query, bundle.sink(), findings)
            .orElseThrow(() -> new IllegalStateException(words(findings)));
    if (!planned.summary().operators().equals(bundle.operators())) {
      throw new IllegalStateException(
          "this runner plans %s otherwise than its validator did: %s, not %s"
              .formatted(bundle.dagger(), planned.summary().operators(), bundle.operators()));
    }
    return planned;
  }

  private static String words(Findings findings) {
    return findings.list().stream()
        .map(Diagnostic::message)
        .collect(Collectors.joining("; ", "the bundle's query does not plan: ", ""));
  }

  /** How a bundle runs, without what is particular to a platform. */
  public static Configuration configuration(JobBundle bundle) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.NAME, bundle.dagger().toString());
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, bundle.parallelism());
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    configuration.set(StateBackendOptions.STATE_BACKEND, stateBackend(bundle.stateBackend()));
    // Of RocksDB, a checkpoint then only writes what is new.
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, bundle.checkpointInterval());
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, MOST_FAILED_CHECKPOINTS);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return configuration;
  }

  private static String stateBackend(Environment.StateBackend backend) {
    return switch (backend) {
      case HASHMAP -> StateBackendLoader.HASHMAP_STATE_BACKEND_NAME;
      case ROCKSDB -> StateBackendLoader.ROCKSDB_STATE_BACKEND_NAME;
    };
  }
}

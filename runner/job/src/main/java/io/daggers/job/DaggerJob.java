package io.daggers.job;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.job.bundle.JobBundle;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.PlanningSession.Planned;
import io.daggers.sql.QueryText;
import io.daggers.sql.table.TableRuntime;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The Flink program of a dagger. */
public final class DaggerJob {

  private DaggerJob() {}

  /**
   * Plans a bundle's query and connects it to its topics and its sink.
   *
   * @param secrets the value behind a reference such as {@code secret://env/NAME}
   * @return a graph ready to be submitted, named after the dagger
   * @throws IllegalStateException where this runner plans the query otherwise than the validator
   *     did: then its state would not mean what the bundle says
   */
  public static StreamGraph graph(JobBundle bundle, UnaryOperator<String> secrets) {
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    return graph(bundle, schemas, new JobTables(bundle, schemas, secrets), configuration(bundle));
  }

  /**
   * The same for tables that are connected to something else.
   *
   * @param schemas of the bundle
   */
  public static StreamGraph graph(
      JobBundle bundle, SchemaCatalog schemas, TableRuntime tables, Configuration configuration) {
    return program(bundle, schemas, tables, configuration).getStreamGraph();
  }

  /**
   * The same before Flink makes a graph of it.
   *
   * @param schemas of the bundle
   */
  public static StreamExecutionEnvironment program(
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
    plan(session, bundle).operators().forEach(env::addOperator);
    return env;
  }

  private static Planned plan(PlanningSession session, JobBundle bundle) {
    Findings findings = new Findings();
    Planned planned =
        session
            .analyse(findings)
            .flatMap(analysed -> session.plan(analysed, bundle.sink(), findings))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the bundle's query does not plan: "
                            + findings.list().stream()
                                .map(Diagnostic::message)
                                .collect(Collectors.joining("; "))));
    if (!planned.summary().operators().equals(bundle.operators())) {
      throw new IllegalStateException(
          "this runner plans %s otherwise than its validator did: %s, not %s"
              .formatted(bundle.dagger(), planned.summary().operators(), bundle.operators()));
    }
    return planned;
  }

  /** How a bundle runs, without what is particular to a platform. */
  public static Configuration configuration(JobBundle bundle) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.NAME, bundle.dagger().toString());
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, bundle.parallelism());
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, bundle.checkpointInterval());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return configuration;
  }
}

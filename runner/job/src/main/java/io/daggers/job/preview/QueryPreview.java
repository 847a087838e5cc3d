package io.daggers.job.preview;

import io.daggers.definition.StartPosition;
import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.secret.LateSecret;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;

/**
 * Runs one query on a Flink in this process, over the topics of an environment. Nothing is written:
 * no results, no dead letters, no offsets, no checkpoints.
 */
public final class QueryPreview implements AutoCloseable {

  private final CompletableFuture<MiniCluster> flink;
  private final String name = UUID.randomUUID().toString();
  private final RowQueue rows = RowQueue.open(name);
  private List<String> columns = List.of();
  private @Nullable CompletableFuture<JobResult> ended;

  private QueryPreview(CompletableFuture<MiniCluster> flink) {
    this.flink = flink;
  }

  /** Starts Flink, in the background: there is enough to do meanwhile. */
  public static QueryPreview open() {
    return new QueryPreview(CompletableFuture.supplyAsync(QueryPreview::startFlink));
  }

  /**
   * Starts the query, once.
   *
   * @param secrets what is behind a reference such as {@code secret://env/NAME}
   * @throws PreviewException where a Kafka cluster that it reads does not answer
   */
  public void start(JobBundle bundle, StartPosition from, Function<String, LateSecret> secrets)
      throws InterruptedException, PreviewException {
    Map<String, KafkaConnection> kafka = KafkaConnection.of(bundle, secrets);
    KafkaCalls calls = new KafkaCalls(read(bundle).map(kafka::get).toList());
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    PreviewTables tables = new PreviewTables(bundle, from, kafka, name);
    JobGraph graph = DaggerJob.graph(bundle, schemas, tables, configuration(bundle)).getJobGraph();
    columns = tables.columns().getFieldNames();
    calls.await();
    try {
      MiniCluster cluster = flink.get();
      cluster.submitJob(graph).get();
      ended = cluster.requestJobResult(graph.getJobID());
    } catch (ExecutionException e) {
      throw new IllegalStateException("Flink does not take the query of " + bundle.dagger(), e);
    }
  }

  /** The names of the query's output columns. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The next row, a text for each column; nothing where none comes in time.
   *
   * @throws PreviewException where the query has ended by itself
   */
  public Optional<List<String>> next(Duration longest)
      throws InterruptedException, PreviewException {
    Optional<List<String>> row = rows.take(longest);
    if (row.isEmpty() && ended != null && ended.isDone()) {
      throw failure(ended);
    }
    return row;
  }

  @Override
  public void close() throws InterruptedException {
    try {
      flink.get().closeAsync().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Flink does not end", e);
    } finally {
      RowQueue.close(name);
    }
  }

  /** The names of the Kafka clusters that it reads. */
  private static Stream<String> read(JobBundle bundle) {
    return bundle.sources().stream()
        .flatMap(source -> source.topics().stream())
        .map(Topic::cluster)
        .distinct();
  }

  private static PreviewException failure(CompletableFuture<JobResult> ended)
      throws InterruptedException {
    try {
      Throwable thrown =
          ended
              .get()
              .getSerializedThrowable()
              .map(e -> e.deserializeError(QueryPreview.class.getClassLoader()))
              .orElseGet(() -> new IllegalStateException("the query ended"));
      Throwable root = thrown;
      while (root.getCause() != null && root.getCause() != root) {
        root = root.getCause();
      }
      return new PreviewException(String.valueOf(root.getMessage()), thrown);
    } catch (ExecutionException e) {
      return new PreviewException(String.valueOf(e.getCause().getMessage()), e);
    }
  }

  private static MiniCluster startFlink() {
    try {
      return PreviewCluster.start();
    } catch (Exception e) {
      throw new CompletionException("Flink does not start in this process", e);
    }
  }

  private static Configuration configuration(JobBundle bundle) {
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    return configuration;
  }
}

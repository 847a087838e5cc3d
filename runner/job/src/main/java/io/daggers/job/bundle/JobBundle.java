package io.daggers.job.bundle;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.definition.DaggerName;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.Settings;
import io.daggers.sql.QueryPlan;
import io.daggers.sql.table.ResultWindows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Environment;
import io.daggers.validator.ResolvedDagger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything a job needs to know: the query, its tables and schemas, the endpoints of its
 * environment, and the operators it must turn out to have. Secrets are in it by reference only.
 *
 * @param schemas descriptors of all schemas used, imports first
 * @param operators what the validator planned; a job that plans otherwise refuses to start
 * @param windows those of its results, where nothing is kept beyond them and each row tells which
 *     it is of; null otherwise
 * @param stateTtl how long unbounded state is kept; null where there is none
 * @param reset a text whose change allows one start without the old state; null where never
 * @param stateBackend where it keeps its state while it runs
 * @param kafkaClusters the clusters it reads and writes, by name
 * @param influxServer the server it writes to; null where it writes to Kafka
 * @param transactionTimeout how long results for Kafka may wait to be committed
 * @param deadLetters what becomes of records and rows that cannot be read or written
 * @param revision the commit that was the newest when the bundle was made; null where not known
 */
public record JobBundle(
    DaggerName dagger,
    String environment,
    String query,
    List<StreamTable> sources,
    SinkTable sink,
    FileDescriptorSet schemas,
    List<QueryPlan.Operator> operators,
    @Nullable ResultWindows windows,
    int parallelism,
    Settings.Resources resources,
    @Nullable Duration stateTtl,
    @Nullable String reset,
    Duration checkpointInterval,
    Environment.StateBackend stateBackend,
    Map<String, Environment.KafkaCluster> kafkaClusters,
    Environment.@Nullable InfluxServer influxServer,
    Duration transactionTimeout,
    Environment.DeadLetters deadLetters,
    @Nullable String revision) {

  public JobBundle {
    sources = List.copyOf(sources);
    operators = List.copyOf(operators);
    kafkaClusters = Map.copyOf(kafkaClusters);
    // Bundles that an earlier runner wrote say nothing of these.
    stateBackend = Objects.requireNonNullElse(stateBackend, Environment.StateBackend.HASHMAP);
    transactionTimeout =
        Objects.requireNonNullElse(transactionTimeout, Environment.DEFAULT_TRANSACTION_TIMEOUT);
    deadLetters = Objects.requireNonNullElse(deadLetters, Environment.DeadLetters.NOT_KEPT);
  }

  /**
   * What is shipped for an accepted dagger in an environment.
   *
   * @throws UnknownEndpointException where the environment lacks a cluster or server it needs
   */
  public static JobBundle of(ResolvedDagger resolved, Environment environment)
      throws UnknownEndpointException {
    return JobBundleWriter.bundle(resolved, environment);
  }

  /** The same, made of the given commit. */
  public JobBundle atRevision(String commit) {
    return new JobBundle(
        dagger,
        environment,
        query,
        sources,
        sink,
        schemas,
        operators,
        windows,
        parallelism,
        resources,
        stateTtl,
        reset,
        checkpointInterval,
        stateBackend,
        kafkaClusters,
        influxServer,
        transactionTimeout,
        deadLetters,
        commit);
  }

  /**
   * Covers everything but the operators and the windows, which follow from the rest and the
   * runner's version, and the revision, which changes with commits that change nothing here.
   */
  public Fingerprint fingerprint() {
    return Fingerprint.of(JobBundleFormat.canonicalText(this));
  }

  /**
   * Whether results are only seen once a checkpoint that has them is known to be complete: after a
   * job that ended otherwise than with a savepoint, the newest are not there before the same
   * definition goes on.
   */
  public boolean commitsResults() {
    return sink instanceof SinkTable.KafkaTable kafka
        && kafka.delivery() == KafkaSink.Delivery.EXACTLY_ONCE;
  }

  /** The uids of operators whose state must be carried for results to stay right. */
  public List<String> stateUids() {
    return new QueryPlan(operators).stateUids();
  }
}

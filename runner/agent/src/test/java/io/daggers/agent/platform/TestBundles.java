package io.daggers.agent.platform;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.definition.DaggerName;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.Settings;
import io.daggers.definition.StartPosition;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.QueryPlan;
import io.daggers.sql.table.ResultWindows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Environment;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bundles by hand, for tests that do not run their query. */
public final class TestBundles {

  private TestBundles() {}

  /**
   * @param query two bundles of different queries have different fingerprints
   * @param stateUids of the operators that keep state
   */
  public static JobBundle of(
      String dagger, String query, @Nullable String reset, String... stateUids) {
    return new JobBundle(
        DaggerName.parse(dagger),
        "local",
        query,
        List.of(source()),
        new SinkTable.InfluxTable("default", "db", "m", "t", List.of(), List.of()),
        FileDescriptorSet.getDefaultInstance(),
        List.of(stateUids).stream()
            .map(uid -> new QueryPlan.Operator(uid, uid.replaceFirst("-.*", ""), true))
            .toList(),
        null,
        1,
        Settings.Resources.DEFAULT,
        null,
        reset,
        Duration.ofSeconds(10),
        Environment.StateBackend.HASHMAP,
        Map.of(),
        new Environment.InfluxServer("http://127.0.0.1:1", null, null, null, false),
        Environment.DEFAULT_TRANSACTION_TIMEOUT,
        Environment.DeadLetters.NOT_KEPT,
        null);
  }

  /** The same bundle, wider. */
  public static JobBundle withParallelism(JobBundle bundle, int parallelism) {
    return with(bundle, bundle.sink(), bundle.windows(), parallelism);
  }

  /** The same bundle, whose results are of windows of a minute. */
  public static JobBundle tellingWindows(JobBundle bundle) {
    ResultWindows minutes = new ResultWindows(0, 60_000, 60_000, 60_000, 0);
    return with(bundle, bundle.sink(), minutes, bundle.parallelism());
  }

  /** The same bundle, whose results are seen when they are committed. */
  public static JobBundle committingResults(JobBundle bundle) {
    SinkTable sink =
        new SinkTable.KafkaTable(
            "a.v1.R",
            new Topic("mainstream", "r-log"),
            null,
            List.of("k"),
            KafkaSink.Delivery.EXACTLY_ONCE);
    return with(bundle, sink, bundle.windows(), bundle.parallelism());
  }

  private static JobBundle with(
      JobBundle bundle, SinkTable sink, @Nullable ResultWindows windows, int parallelism) {
    return new JobBundle(
        bundle.dagger(),
        bundle.environment(),
        bundle.query(),
        bundle.sources(),
        sink,
        bundle.schemas(),
        bundle.operators(),
        windows,
        parallelism,
        bundle.resources(),
        bundle.stateTtl(),
        bundle.reset(),
        bundle.checkpointInterval(),
        bundle.stateBackend(),
        bundle.kafkaClusters(),
        bundle.influxServer(),
        bundle.transactionTimeout(),
        bundle.deadLetters(),
        bundle.revision());
  }

  private static StreamTable source() {
    return new StreamTable(
        "s",
        "a.v1.S",
        EventTime.parse("t"),
        List.of(new Topic("mainstream", "s-log")),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        null,
        new StartPosition.Latest());
  }
}

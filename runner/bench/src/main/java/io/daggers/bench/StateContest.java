package io.daggers.bench;

import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * A dagger with much state, in a process of its own: the first batch brings each customer once, the
 * others meet customers that are known.
 */
final class StateContest {

  private static final String DAGGER =
      """
      description: What each customer spends in a day
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx:
          measurement: spent
          time: day
          tags: [customer_id]
          fields: [bookings, {spent: {column: spent, default: 0}}]
      state: {ttl: 36h}
      in:
        bench: {start: earliest}
      """;
  private static final String QUERY =
      """
      SELECT
        FLOOR(rowtime TO DAY) AS `day`,
        customer_id,
        COUNT(*) AS bookings,
        SUM(fare.total) AS spent
      FROM bookings
      GROUP BY FLOOR(rowtime TO DAY), customer_id
      """;
  private static final int COUNT = 2;

  private StateContest() {}

  /**
   * Prints {@code CPU_SECONDS WALL_SECONDS ROWS} for each batch, and then {@code MILLIS BYTES
   * STATE_BYTES} for each checkpoint since the first of them.
   *
   * @param args hashmap or rocksdb, whether with checkpoints, bootstrap servers, a folder, and for
   *     each batch how many records it has
   */
  public static void main(String[] args) throws Exception {
    Environment.StateBackend backend =
        Environment.StateBackend.valueOf(args[0].toUpperCase(Locale.ROOT));
    JobBundle bundle =
        BenchRepository.bundle(
            DAGGER, QUERY, BenchRepository.environment(args[2], "http://127.0.0.1:1", backend));
    Configuration job = DaggerJob.configuration(bundle);
    if (!Boolean.parseBoolean(args[1])) {
      job.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    }
    CountedTables tables = new CountedTables(bundle, COUNT);
    List<Long> batches = List.of(args).subList(4, args.length).stream().map(Long::valueOf).toList();
    try (BenchFlink flink =
        BenchFlink.run(
            DaggerJob.graph(bundle, SchemaCatalog.of(bundle.schemas()), tables, job),
            cluster(Path.of(args[3]), backend))) {
      run(flink, batches);
    }
    Runtime.getRuntime().halt(0);
  }

  /** One row comes of each record. */
  private static void run(BenchFlink flink, List<Long> batches) throws Exception {
    Stopwatch stopwatch = new Stopwatch();
    long rows = 0;
    long full = 0;
    for (long batch : batches) {
      rows += batch;
      flink.await(CountingSink.ROWS::sum, rows, 2);
      stopwatch.lap(batch);
      full = full == 0 ? System.currentTimeMillis() : full;
    }
    for (CompletedCheckpointStats checkpoint : flink.checkpoints()) {
      if (checkpoint.getTriggerTimestamp() > full) {
        System.out.printf(
            "%d %d %d%n",
            checkpoint.getEndToEndDuration(),
            checkpoint.getCheckpointedSize(),
            checkpoint.getStateSize());
      }
    }
  }

  private static Configuration cluster(Path work, Environment.StateBackend backend) {
    Configuration configuration = BenchFlink.configuration();
    configuration.set(CoreOptions.TMP_DIRS, work.resolve("tmp").toString());
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, work.resolve("checkpoints").toUri().toString());
    if (backend == Environment.StateBackend.ROCKSDB) {
      configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("1g"));
    }
    return configuration;
  }
}

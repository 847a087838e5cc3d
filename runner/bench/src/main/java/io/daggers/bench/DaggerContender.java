package io.daggers.bench;

import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Environment;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Ours: what the validator accepts and the runner runs, but for the sink. */
final class DaggerContender implements Contender {

  /** The seed's query, from the beginning of the topic. */
  static final String DAGGER =
      """
      description: The seed's query
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx:
          measurement: completed_bookings
          time: window_start
          tags: [city, vehicle_type, s2id]
          fields: [bookings, revenue]
      in:
        bench: {start: earliest}
      """;

  @Override
  public StreamGraph graph(String bootstrapServers) throws Exception {
    JobBundle bundle = bundle(bootstrapServers);
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    return DaggerJob.graph(
        bundle,
        SchemaCatalog.of(bundle.schemas()),
        new CountedTables(bundle, COUNT),
        configuration);
  }

  static JobBundle bundle(String bootstrapServers) throws Exception {
    return BenchRepository.bundle(
        DAGGER,
        Contender.query(),
        BenchRepository.environment(
            bootstrapServers, "http://127.0.0.1:1", Environment.StateBackend.HASHMAP));
  }
}

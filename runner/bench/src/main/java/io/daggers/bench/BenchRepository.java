package io.daggers.bench;

import io.daggers.definition.RepositoryFiles;
import io.daggers.job.bundle.JobBundle;
import io.daggers.topology.Environment;
import io.daggers.validator.Judgement;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Daggers of the bench, as the validator accepts them, in environments of the bench. */
final class BenchRepository {

  private static final String STREAMS =
      """
      streams:
        - schema: rides.booking.v1.BookingEvent
          event_time: event_timestamp
          watermark: 10s
          idle: 30s
          topics: {bench: [booking-log]}
        - schema: bench.trip.v1.Trip
          event_time: event_timestamp
          topics: {bench: [trip-log]}
          writers: [bench]
      """;
  private static final String TRIP =
      """
      syntax = "proto3";
      package bench.trip.v1;
      import "google/protobuf/timestamp.proto";
      message Trip {
        google.protobuf.Timestamp event_timestamp = 1;
        string order_number = 2;
        string customer_id = 3;
        double total = 4;
      }
      """;
  private static final String BOOKING = "schemas/rides/booking/v1/booking.proto";

  private BenchRepository() {}

  /** The bundle of an accepted dagger. */
  static JobBundle bundle(String dagger, String query, Environment environment) throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(BOOKING, Files.readAllBytes(Checkout.ROOT.resolve(BOOKING)));
    files.put("schemas/bench/trip/v1/trip.proto", TRIP.getBytes(StandardCharsets.UTF_8));
    files.put("schemas/streams.yaml", STREAMS.getBytes(StandardCharsets.UTF_8));
    files.put("daggers/bench/measured/dagger.yaml", dagger.getBytes(StandardCharsets.UTF_8));
    files.put("daggers/bench/measured/query.sql", query.getBytes(StandardCharsets.UTF_8));
    Judgement judgement = Validator.judge(RepositoryFiles.of(files));
    if (judgement.verdicts().get(0) instanceof Verdict.Accepted accepted) {
      return JobBundle.of(accepted.dagger(), environment);
    }
    throw new IllegalStateException("rejected: " + judgement);
  }

  /** One with a checkpoint every 10 seconds. */
  static Environment environment(
      String bootstrapServers, String influxUrl, Environment.StateBackend stateBackend) {
    return new Environment(
        "bench",
        Environment.Platform.EMBEDDED,
        Map.of("bench", new Environment.KafkaCluster(bootstrapServers)),
        Map.of("default", new Environment.InfluxServer(influxUrl, null, null, "autogen", true)),
        Duration.ofSeconds(10),
        stateBackend,
        "file:///dev/null",
        "file:///dev/null",
        Environment.DEFAULT_TRANSACTION_TIMEOUT,
        Environment.DeadLetters.NOT_KEPT);
  }
}

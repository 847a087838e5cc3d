package io.daggers.job;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.UnknownEndpointException;
import io.daggers.local.KafkaBroker;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Numbered readings, and an account of what their totals per key and minute are that has nothing to
 * do with Flink.
 */
final class Readings {

  private static final int PARTITIONS = 2;

  private static final String PROTO =
      """
      syntax = "proto3";
      package faults.v1;
      import "google/protobuf/timestamp.proto";
      message Reading {
        google.protobuf.Timestamp taken_at = 1;
        string key = 2;
        int64 number = 3;
        int64 amount = 4;
        string mood = 5;
        string text = 6;
      }
      message Total {
        google.protobuf.Timestamp window_start = 1;
        string key = 2;
        int64 readings = 3;
        int64 amount = 4;
        int64 least = 5;
        int64 greatest = 6;
      }
      enum Mood {
        MOOD_UNKNOWN = 0;
        MOOD_GOOD = 1;
      }
      message Copy {
        google.protobuf.Timestamp taken_at = 1;
        int64 number = 2;
        Mood mood = 3;
        string text = 4;
      }
      """;
  private static final String STREAMS =
      """
      streams:
        - schema: faults.v1.Reading
          event_time: taken_at
          watermark: 1s
          idle: %2$s
          topics: {%3$s}
        - schema: faults.v1.Total
          event_time: window_start
          watermark: 1s
          topics: {main: [totals-%1$s]}
          writers: [team]
        - schema: faults.v1.Copy
          event_time: taken_at
          watermark: 1s
          topics: {main: [copies-%1$s]}
          writers: [team]
      """;
  private static final String TOTALS_QUERY =
      """
      SELECT
        window_start,
        key,
        COUNT(*) AS readings,
        SUM(amount) AS amount,
        MIN(number) AS least,
        MAX(number) AS greatest
      FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      GROUP BY window_start, window_end, key
      """;
  private static final String COPIES_QUERY =
      """
      SELECT taken_at, number, mood, text || text AS text
      FROM readings
      """;

  private final World world;
  private final Descriptor reading;
  private final Random random;
  private final Instant start;
  private final Map<String, Total> totals = new TreeMap<>();
  private long next;

  /**
   * A repository of its own, so that tests can share servers.
   *
   * @param name ends the names of its topics
   * @param clusters the Kafka clusters that have readings; the first one has all else too
   * @param idle after which silence a partition no longer holds back time
   * @param start where its jobs begin
   */
  record World(String name, List<String> clusters, String idle, String start) {

    World(String name, List<String> clusters, String idle) {
      this(name, clusters, idle, "earliest");
    }

    World(String name) {
      this(name, List.of("main"), "10m");
    }

    String readings() {
      return "readings-" + name;
    }

    /** The topic of totals; the measurement has the name with an underscore. */
    String totals() {
      return "totals-" + name;
    }

    String copies() {
      return "copies-" + name;
    }

    void createTopics(KafkaBroker broker) throws Exception {
      broker.createTopics(List.of(readings(), totals(), copies()), PARTITIONS);
    }

    /** Totals into an Influx measurement, in the database {@code team}. */
    JobBundle intoInflux(Environment environment) throws UnknownEndpointException {
      return bundle(
          "totals",
          """
            influx:
              measurement: totals_%s
              time: window_start
              tags: [key]
              fields: [readings, amount, least, greatest]
          """
              .formatted(name),
          TOTALS_QUERY,
          environment);
    }

    /** Totals into a topic, exactly once. */
    JobBundle intoKafka(Environment environment) throws UnknownEndpointException {
      return intoKafka(environment, UnaryOperator.identity());
    }

    /**
     * The same by another definition.
     *
     * @param edit of the query
     */
    JobBundle intoKafka(Environment environment, UnaryOperator<String> edit)
        throws UnknownEndpointException {
      return bundle(
          "totals",
          """
            kafka:
              schema: faults.v1.Total
              key: [key]
          """,
          edit.apply(TOTALS_QUERY),
          environment);
    }

    /** Each reading into a topic, at least once; its mood as an enum, its text twice. */
    JobBundle copied(Environment environment) throws UnknownEndpointException {
      return bundle(
          "copies",
          """
            kafka:
              schema: faults.v1.Copy
              delivery: at-least-once
          """,
          COPIES_QUERY,
          environment);
    }

    private JobBundle bundle(String dagger, String sink, String query, Environment environment)
        throws UnknownEndpointException {
      String topics =
          clusters.stream()
              .map(cluster -> "%s: [%s]".formatted(cluster, readings()))
              .collect(Collectors.joining(", "));
      String yaml =
          "description: Readings for tests of faults\nsources:\n  readings: faults.v1.Reading\nsink:\n"
              + sink
              + "in:\n  local: {start: %s}\n".formatted(start);
      return Bundles.of(
          Map.of(
              "schemas/faults/v1/faults.proto",
              PROTO,
              "schemas/streams.yaml",
              STREAMS.formatted(name, idle, topics),
              "daggers/team/" + dagger + "/dagger.yaml",
              yaml,
              "daggers/team/" + dagger + "/query.sql",
              query),
          environment);
    }
  }

  /** What a window of a key must come to. */
  record Total(long readings, long amount, long least, long greatest) {

    Total plus(long number, long added) {
      return new Total(
          readings + 1, amount + added, Math.min(least, number), Math.max(greatest, number));
    }
  }

  /**
   * @param start of the first reading
   */
  Readings(World world, JobBundle bundle, long seed, Instant start) {
    this.world = world;
    this.reading =
        SchemaCatalog.of(bundle.schemas()).schema("faults.v1.Reading").orElseThrow().descriptor();
    this.random = new Random(seed);
    this.start = start;
  }

  /** A reading on its way. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Taken(int partition, Instant time, byte[] value) {}

  /** Sends so many readings, a second apart on average, and enters them into the account. */
  void send(KafkaBroker broker, int count) throws Exception {
    deliver(broker, take(count));
  }

  /** The next readings are so much later. */
  void leap(Duration ahead) {
    next += ahead.toSeconds();
  }

  /** Enters so many readings into the account, and leaves it to the caller to deliver them. */
  List<Taken> take(int count) {
    List<Taken> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long number = next++;
      Instant time = start.plusMillis(number * 1_000L).plusMillis(random.nextInt(900));
      String key = "k" + random.nextInt(7);
      long amount = random.nextLong(-500, 1_500);
      taken.add(new Taken(random.nextInt(PARTITIONS), time, message(time, key, number, amount)));
      totals.merge(
          point(time.truncatedTo(ChronoUnit.MINUTES), key),
          new Total(1, amount, number, number),
          (total, one) -> total.plus(one.least(), one.amount()));
    }
    return taken;
  }

  void deliver(KafkaBroker broker, List<Taken> taken) throws Exception {
    try (Records records = new Records(broker)) {
      taken.forEach(one -> records.send(world.readings(), one.partition(), one.value()));
    }
  }

  /** Each with the time of the reading as the record's own. */
  void deliverAsTaken(KafkaBroker broker, List<Taken> taken) throws Exception {
    deliverAhead(broker, taken, Duration.ZERO);
  }

  /** From a device whose clock is ahead of Kafka's. */
  void deliverAhead(KafkaBroker broker, List<Taken> taken, Duration ahead) throws Exception {
    try (Records records = new Records(broker)) {
      taken.forEach(
          one ->
              records.send(
                  world.readings(), one.partition(), one.time().minus(ahead), one.value()));
    }
  }

  /** Closes all windows there have been. */
  void close(KafkaBroker broker) throws Exception {
    try (Records records = new Records(broker)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        Instant late = start.plusSeconds(next).plus(Duration.ofHours(1));
        records.send(world.readings(), partition, message(late, "closer", -1, 0));
      }
    }
  }

  byte[] message(Instant time, String key, long number, long amount) {
    return builder(time, number)
        .setField(reading.findFieldByName("key"), key)
        .setField(reading.findFieldByName("amount"), amount)
        .build()
        .toByteArray();
  }

  byte[] message(Instant time, long number, String mood, String text) {
    return builder(time, number)
        .setField(reading.findFieldByName("mood"), mood)
        .setField(reading.findFieldByName("text"), text)
        .build()
        .toByteArray();
  }

  private DynamicMessage.Builder builder(Instant time, long number) {
    return DynamicMessage.newBuilder(reading)
        .setField(
            reading.findFieldByName("taken_at"),
            Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build())
        .setField(reading.findFieldByName("number"), number);
  }

  /** Totals by {@link #point}. */
  Map<String, Total> totals() {
    return new TreeMap<>(totals);
  }

  static String point(Instant windowStart, String key) {
    return windowStart + " " + key;
  }
}

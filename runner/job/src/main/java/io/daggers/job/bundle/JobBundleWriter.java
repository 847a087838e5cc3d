package io.daggers.job.bundle;

import io.daggers.definition.Dagger;
import io.daggers.definition.Settings;
import io.daggers.definition.StartPosition;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import io.daggers.validator.ResolvedDagger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins what a dagger is with where it runs. */
final class JobBundleWriter {

  private JobBundleWriter() {}

  static JobBundle bundle(ResolvedDagger resolved, Environment environment)
      throws UnknownEndpointException {
    Dagger dagger = resolved.dagger();
    Settings settings = dagger.settings().forEnvironment(environment.name());
    List<StreamTable> sources = sources(resolved, startIn(dagger, environment));
    return new JobBundle(
        dagger.name(),
        environment.name(),
        dagger.query(),
        sources,
        resolved.sink(),
        resolved.schemas(),
        resolved.plan().operators(),
        resolved.plan().windows(),
        settings.parallelism(),
        settings.resources(),
        settings.stateTtl(),
        settings.reset(),
        environment.checkpointInterval(),
        environment.stateBackend(),
        kafkaClusters(sources, resolved.sink(), environment),
        influxServer(resolved.sink(), environment),
        environment.transactionTimeout(),
        environment.deadLetters(),
        null);
  }

  private static @Nullable StartPosition startIn(Dagger dagger, Environment environment) {
    Settings.Overrides overrides = dagger.settings().in().get(environment.name());
    return overrides == null ? null : overrides.start();
  }

  private static List<StreamTable> sources(ResolvedDagger resolved, @Nullable StartPosition start) {
    return start == null
        ? resolved.sources()
        : resolved.sources().stream().map(source -> source.startingAt(start)).toList();
  }

  private static Map<String, Environment.KafkaCluster> kafkaClusters(
      List<StreamTable> sources, SinkTable sink, Environment environment)
      throws UnknownEndpointException {
    Stream<Topic> read = sources.stream().flatMap(source -> source.topics().stream());
    Stream<Topic> written =
        sink instanceof SinkTable.KafkaTable kafka ? Stream.of(kafka.topic()) : Stream.empty();
    Stream<Topic> kept = Stream.ofNullable(environment.deadLetters().topic());
    Map<String, Environment.KafkaCluster> clusters = new TreeMap<>();
    for (Topic topic : Stream.of(read, written, kept).flatMap(topics -> topics).toList()) {
      Environment.KafkaCluster cluster = environment.kafkaClusters().get(topic.cluster());
      if (cluster == null) {
        throw new UnknownEndpointException(
            "environment %s has no Kafka cluster '%s', which topic %s is on; it has: %s"
                .formatted(
                    environment.name(),
                    topic.cluster(),
                    topic.name(),
                    String.join(", ", new TreeMap<>(environment.kafkaClusters()).keySet())));
      }
      clusters.put(topic.cluster(), cluster);
    }
    return clusters;
  }

  private static Environment.@Nullable InfluxServer influxServer(
      SinkTable sink, Environment environment) throws UnknownEndpointException {
    if (!(sink instanceof SinkTable.InfluxTable influx)) {
      return null;
    }
    Environment.InfluxServer server = environment.influxServers().get(influx.server());
    if (server == null) {
      throw new UnknownEndpointException(
          "environment %s has no InfluxDB server '%s'; it has: %s"
              .formatted(
                  environment.name(),
                  influx.server(),
                  String.join(", ", new TreeMap<>(environment.influxServers()).keySet())));
    }
    return server;
  }
}

package io.daggers.agent;

import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import io.daggers.validator.Judgement;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** An environment that has whatever daggers need, where none is committed. */
public final class AnyEnvironment {

  /** What it is called; no dagger has settings for it. */
  public static final String NAME = "any environment";

  private AnyEnvironment() {}

  public static Environment of(Judgement... judgements) {
    Map<String, Environment.KafkaCluster> clusters = new TreeMap<>();
    Map<String, Environment.InfluxServer> servers = new TreeMap<>();
    for (Judgement judgement : judgements) {
      for (Verdict verdict : judgement.verdicts()) {
        if (verdict instanceof Verdict.Accepted accepted) {
          add(accepted.dagger(), clusters, servers);
        }
      }
    }
    return new Environment(
        NAME,
        Environment.Platform.EMBEDDED,
        clusters,
        servers,
        Duration.ofSeconds(10),
        "file:///checkpoints",
        "file:///savepoints");
  }

  private static void add(
      ResolvedDagger dagger,
      Map<String, Environment.KafkaCluster> clusters,
      Map<String, Environment.InfluxServer> servers) {
    for (StreamTable source : dagger.sources()) {
      source.topics().forEach(topic -> add(topic, clusters));
    }
    if (dagger.sink() instanceof SinkTable.KafkaTable kafka) {
      add(kafka.topic(), clusters);
    } else if (dagger.sink() instanceof SinkTable.InfluxTable influx) {
      servers.put(
          influx.server(),
          new Environment.InfluxServer("http://any.invalid", null, null, null, false));
    }
  }

  private static void add(Topic topic, Map<String, Environment.KafkaCluster> clusters) {
    clusters.put(topic.cluster(), new Environment.KafkaCluster("any.invalid:9092"));
  }
}

package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.local.KafkaBroker;
import io.daggers.local.LocalServiceException;
import io.daggers.local.RunDirectory;
import io.daggers.local.event.EventProducer;
import io.daggers.local.event.EventShape;
import io.daggers.local.traffic.CityTraffic;
import io.daggers.topology.Environment;
import io.daggers.topology.Stream;
import io.daggers.topology.Topic;
import io.daggers.validator.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs {@code dagger test} and {@code dagger run} once, over a Kafka of its own, so that a JVM can
 * write down which classes they take. One that they do not find there costs them its loading.
 */
final class Rehearsal {

  private static final long SEED = 1;

  private Rehearsal() {}

  /**
   * @param arguments the root of a repository that nothing else uses, one of its daggers, and the
   *     schema that it reads
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    String dagger = arguments[1];
    LogFile.prepare(new String[] {"run"});
    World world = World.read(RepositoryFiles.read(root), new Findings());
    Stream stream = world.streams().get(arguments[2]);
    EventShape shape =
        EventShape.of(stream, world.schemas().schema(arguments[2]).orElseThrow().descriptor());
    int exit;
    try (RunDirectory directory = RunDirectory.create(root);
        KafkaBroker broker = KafkaBroker.start(directory.path())) {
      broker.createTopics(stream.allTopics().stream().map(Topic::name).distinct().toList(), 1);
      produce(shape, broker);
      new RunningSystem(directory.path()).announce(environment(stream, broker));
      exit =
          execute("test", dagger, "--root", root.toString())
              + execute("run", dagger, "--root", root.toString(), "--limit", "20");
    }
    System.exit(exit);
  }

  private static int execute(String... words) {
    return DaggerCommand.commandLine().execute(words);
  }

  private static void produce(EventShape shape, KafkaBroker broker)
      throws LocalServiceException, InterruptedException {
    Map<String, Map<String, String>> servers = new TreeMap<>();
    shape
        .topics()
        .forEach(
            topic ->
                servers.put(
                    topic.cluster(), Map.of("bootstrap.servers", broker.bootstrapServers())));
    try (EventProducer producer = new EventProducer(servers)) {
      new CityTraffic(List.of(shape), producer, SEED, Instant.now())
          .writePast((events, reached) -> {});
    }
  }

  private static Environment environment(Stream stream, KafkaBroker broker) {
    Map<String, Environment.KafkaCluster> clusters = new TreeMap<>();
    stream
        .topics()
        .keySet()
        .forEach(
            name -> clusters.put(name, new Environment.KafkaCluster(broker.bootstrapServers())));
    return new Environment(
        "rehearsal",
        Environment.Platform.EMBEDDED,
        clusters,
        Map.of(
            "default", new Environment.InfluxServer("http://127.0.0.1:1", null, null, null, false)),
        Duration.ofDays(1),
        "none",
        "none");
  }
}

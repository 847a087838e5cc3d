package io.daggers.cli;

import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Findings;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.local.event.CsvRows;
import io.daggers.local.event.EventFile;
import io.daggers.local.event.EventProducer;
import io.daggers.local.event.EventShape;
import io.daggers.local.event.JsonLines;
import io.daggers.local.event.Pace;
import io.daggers.local.event.Produce;
import io.daggers.local.event.TimeText;
import io.daggers.topology.Environment;
import io.daggers.topology.Stream;
import io.daggers.topology.Topic;
import io.daggers.validator.World;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dagger produce}: events of a file into a schema's topics. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    description = "Write the events of a file to the topics of a schema.")
final class ProduceCommand implements Callable<Integer> {

  @Mixin RootOption root = new RootOption();
  @Mixin SecretsOption secrets = new SecretsOption();
  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SCHEMA", description = "The message's full name.")
  String schema = "";

  @ArgGroup(multiplicity = "1")
  Input input = new Input();

  /** Where events come from. */
  static final class Input {
    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Protobuf JSON, an event a line; '-' reads standard input; .gz is unpacked.")
    @Nullable Path json;

    @Option(
        names = "--csv",
        paramLabel = "FILE",
        description = "CSV with a header row; needs --map; .gz is unpacked.")
    @Nullable Path csv;
  }

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description = "Which CSV column fills a field; pickup.latitude=Lat reaches into a message.")
  Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--time-format",
      paramLabel = "PATTERN",
      description =
          "How the CSV writes times, read as UTC: 'yyyy/M/d HH:mm:ss' (default: ISO 8601).")
  @Nullable String timeFormat;

  @Option(names = "--sort", description = "Send in order of event time.")
  boolean sort;

  @Option(names = "--rate", paramLabel = "N", description = "Send at most N events a second.")
  @Nullable Double rate;

  @Option(
      names = "--speedup",
      paramLabel = "N",
      description = "Replay in event time, N times as fast.")
  @Nullable Double speedup;

  @Option(names = "--cluster", paramLabel = "NAME", description = "Only this Kafka cluster.")
  @Nullable String cluster;

  @Option(names = "--topic", paramLabel = "NAME", description = "Only this topic.")
  @Nullable String topic;

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "The environment to write to (default: the one that 'up' started).")
  @Nullable String environment;

  @Override
  public Integer call() throws Exception {
    RepositoryFiles files = root.files();
    EventShape shape = shape(files);
    Map<String, Map<String, String>> servers = new TreeMap<>();
    environment(files)
        .kafkaClusters()
        .forEach(
            (name, kafka) ->
                servers.put(name, KafkaConnection.of(name, kafka, secrets::late).settings()));
    Produce produce = new Produce(file(), shape, topics(shape), sort, pace());
    Produce.Produced produced;
    try (EventProducer producer = new EventProducer(servers)) {
      produced = produce.run(producer, sent -> {});
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%,d events of %s sent to %s%n",
            produced.events(),
            schema,
            String.join(", ", produce.topics().stream().map(Topic::toString).toList()));
    spec.commandLine().getOut().flush();
    return ExitCode.FINE;
  }

  private EventShape shape(RepositoryFiles files) throws FindingsException {
    Findings findings = new Findings();
    World world = World.read(files, findings);
    if (findings.hasErrors()) {
      throw new FindingsException(findings.list(), files);
    }
    Stream stream = world.streams().get(schema);
    if (stream == null) {
      throw usage(
          "no topic carries '%s'; %s"
              .formatted(schema, Spelling.suggest(schema, world.streams().keySet(), "streams")));
    }
    return EventShape.of(stream, world.schemas().schema(schema).orElseThrow().descriptor());
  }

  private EventFile file() {
    Path json = input.json;
    if (json != null) {
      return new JsonLines(json);
    }
    if (columns.isEmpty()) {
      throw usage("--csv needs at least one --map FIELD=COLUMN");
    }
    return new CsvRows(
        input.csv,
        columns,
        timeFormat == null ? new TimeText.Iso8601() : TimeText.pattern(timeFormat));
  }

  private List<Topic> topics(EventShape shape) {
    List<Topic> topics =
        shape.topics().stream()
            .filter(t -> cluster == null || t.cluster().equals(cluster))
            .filter(t -> topic == null || t.name().equals(topic))
            .toList();
    if (topics.isEmpty()) {
      throw usage(
          "no such topic; %s is on %s"
              .formatted(
                  schema,
                  String.join(", ", shape.topics().stream().map(Topic::toString).toList())));
    }
    return topics;
  }

  private Pace pace() {
    if (rate != null && speedup != null) {
      throw usage("--rate and --speedup exclude each other");
    }
    if (rate != null) {
      return new Pace.PerSecond(rate);
    }
    return speedup == null ? new Pace.Unlimited() : new Pace.Replay(speedup);
  }

  private Environment environment(RepositoryFiles files) throws Exception {
    if (environment == null) {
      return RunningSystem.find(root.find()).environment();
    }
    return EnvironmentFile.read(files, environment);
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}

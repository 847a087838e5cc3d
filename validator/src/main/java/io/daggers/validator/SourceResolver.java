package io.daggers.validator;

import io.daggers.check.StreamFitsSchema;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.Located;
import io.daggers.definition.Source;
import io.daggers.definition.Spelling;
import io.daggers.definition.StartPosition;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Stream;
import io.daggers.topology.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds the topics and the time of every source a dagger declares. */
final class SourceResolver {

  private final DaggerName name;
  private final World world;
  private final Findings findings;

  private SourceResolver(DaggerName name, World world, Findings findings) {
    this.name = name;
    this.world = world;
    this.findings = findings;
  }

  /** The sources that could be resolved; the others are findings. */
  static List<StreamTable> resolve(Dagger dagger, World world, Findings findings) {
    return resolve(dagger.name(), dagger.sources(), world, findings);
  }

  static List<StreamTable> resolve(
      DaggerName name, List<Source> sources, World world, Findings findings) {
    SourceResolver resolver = new SourceResolver(name, world, findings);
    List<StreamTable> tables = new ArrayList<>();
    sources.forEach(source -> resolver.resolve(source).ifPresent(tables::add));
    return tables;
  }

  private Optional<StreamTable> resolve(Source source) {
    String schema = source.schema().value();
    if (world.schemas().schema(schema).isEmpty()) {
      findings.add(StreamFitsSchema.unknownSchema(source.schema(), world.schemas()));
      return Optional.empty();
    }
    Stream broken = world.brokenStreams().get(schema);
    if (broken != null) {
      findings.add(brokenStream(source.schema(), broken));
      return Optional.empty();
    }
    Stream stream = world.streams().get(schema);
    if (stream == null) {
      findings.add(
          Diagnostic.error(
              Code.DG0205,
              source.schema().location(),
              "no topic carries " + schema,
              "add its topics to schemas/streams.yaml; streams: "
                  + String.join(", ", world.streams().keySet())));
      return Optional.empty();
    }
    checkReader(source, stream);
    List<Topic> topics = topics(source, stream);
    if (topics.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StreamTable(
            source.table().value(),
            schema,
            stream.eventTime().value(),
            topics,
            source.watermark() == null ? stream.watermark() : source.watermark(),
            source.idle() == null ? stream.idle() : source.idle(),
            stream.maxFuture(),
            source.start() == null ? new StartPosition.Latest() : source.start()));
  }

  static Diagnostic brokenStream(Located<String> schema, Stream stream) {
    return Diagnostic.error(
        Code.DG0209,
        schema.location(),
        "the stream of " + schema.value() + " has errors",
        "they are reported at " + stream.location());
  }

  private void checkReader(Source source, Stream stream) {
    boolean open = stream.readers().isEmpty();
    if (!open && !stream.readers().contains(name.team())) {
      findings.add(
          Diagnostic.error(
              Code.DG0601,
              source.schema().location(),
              "team %s may not read %s".formatted(name.team(), stream.schemaName()),
              "its readers are %s; they are listed in schemas/streams.yaml"
                  .formatted(String.join(", ", stream.readers()))));
    }
  }

  private List<Topic> topics(Source source, Stream stream) {
    List<Topic> topics =
        narrow(stream.allTopics(), source.clusters(), Topic::cluster, "Kafka cluster", stream);
    return topics.isEmpty()
        ? topics
        : narrow(topics, source.topics(), Topic::name, "topic", stream);
  }

  private List<Topic> narrow(
      List<Topic> topics,
      List<Located<String>> wanted,
      Function<Topic, String> name,
      String what,
      Stream stream) {
    if (wanted.isEmpty()) {
      return topics;
    }
    Set<String> known = new TreeSet<>(topics.stream().map(name).toList());
    List<Topic> chosen = new ArrayList<>();
    for (Located<String> choice : wanted) {
      if (!known.contains(choice.value())) {
        findings.add(
            Diagnostic.error(
                Code.DG0206,
                choice.location(),
                "%s is not on a %s '%s'".formatted(stream.schemaName(), what, choice.value()),
                Spelling.suggest(choice.value(), known, what + "s of this stream")));
      }
      topics.stream().filter(t -> name.apply(t).equals(choice.value())).forEach(chosen::add);
    }
    return chosen;
  }
}

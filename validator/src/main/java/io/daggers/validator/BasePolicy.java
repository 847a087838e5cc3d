package io.daggers.validator;

import io.daggers.definition.Dagger;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.Located;
import io.daggers.definition.Source;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Stream;
import io.daggers.topology.StreamsReader;
import io.daggers.topology.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may read and write a stream is what the base revision says: a change cannot give its own
 * daggers access. A topic that the base knows stays under the rules of its stream there, under
 * whatever schema it is declared now; what is new is under its own.
 */
final class BasePolicy {

  private final Dagger dagger;
  private final World base;
  private final World world;
  private final Findings findings;

  BasePolicy(Dagger dagger, World base, World world, Findings findings) {
    this.dagger = dagger;
    this.base = base;
    this.world = world;
    this.findings = findings;
  }

  void check() {
    String team = dagger.name().team();
    for (Source source : dagger.sources()) {
      List<Topic> topics = read(source);
      check(
          source.schema(),
          topics,
          stream -> stream.readers().isEmpty() || stream.readers().contains(team),
          Code.DG0601,
          "read");
    }
    if (dagger.sink() instanceof KafkaSink sink) {
      check(
          sink.schema(),
          written(sink),
          stream -> stream.writers().contains(team),
          Code.DG0602,
          "write");
    }
  }

  private void check(
      Located<String> schema,
      List<Topic> topics,
      Predicate<Stream> allows,
      Code code,
      String verb) {
    for (Stream old : base.allStreams()) {
      boolean sameStream = old.schemaName().equals(schema.value());
      Optional<Topic> sameTopic = topics.stream().filter(old.allTopics()::contains).findFirst();
      boolean alreadySaid =
          world.stream(old.schemaName()).filter(allows.negate()).isPresent() && sameStream;
      if ((sameStream || sameTopic.isPresent()) && !allows.test(old) && !alreadySaid) {
        findings.add(refusal(schema, sameStream ? null : sameTopic.orElse(null), old, code, verb));
      }
    }
  }

  private Diagnostic refusal(
      Located<String> schema, @Nullable Topic topic, Stream old, Code code, String verb) {
    String team = dagger.name().team();
    return Diagnostic.error(
        code,
        schema.location(),
        topic == null
            ? "team %s may not %s %s in the base revision, and a change cannot allow itself to"
                .formatted(team, verb, schema.value())
            : "team %s may not %s the topic %s, which is of the stream %s in the base revision"
                .formatted(team, verb, topic, old.schemaName()),
        "have the owner of %s add '%s' to its %s in %s, and merge that first"
            .formatted(
                old.schemaName(),
                team,
                verb.equals("read") ? "readers" : "writers",
                StreamsReader.FILE));
  }

  private List<Topic> read(Source source) {
    return topics(source.schema().value()).stream()
        .filter(topic -> isAmong(topic.cluster(), source.clusters()))
        .filter(topic -> isAmong(topic.name(), source.topics()))
        .toList();
  }

  private List<Topic> written(KafkaSink sink) {
    return topics(sink.schema().value()).stream()
        .filter(t -> sink.cluster() == null || t.cluster().equals(sink.cluster().value()))
        .filter(t -> sink.topic() == null || t.name().equals(sink.topic().value()))
        .toList();
  }

  private List<Topic> topics(String schema) {
    return world.stream(schema).map(Stream::allTopics).orElseGet(ArrayList::new);
  }

  private static boolean isAmong(String name, List<Located<String>> chosen) {
    return chosen.isEmpty() || chosen.stream().anyMatch(one -> one.value().equals(name));
  }
}

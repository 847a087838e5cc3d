package io.daggers.validator;

import io.daggers.definition.Dagger;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.Source;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.topology.EventTime;
import io.daggers.topology.Stream;
import io.daggers.topology.StreamsReader;
import io.daggers.topology.Topic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares streams.yaml with what it was, as far as running daggers depend on it. */
final class StreamEvolution {

  private final World before;
  private final World after;
  private final List<Use> uses;
  private final Findings findings;

  /**
   * A dagger that is there after the change.
   *
   * @param before the same dagger in the base revision; null where it is new
   * @param keepsCounts whether it keeps more than its place in the topics
   */
  record Use(Dagger dagger, @Nullable Dagger before, boolean keepsCounts) {

    /** Whether it ran before, and nobody said that it may begin anew. */
    boolean mustKeepState() {
      return before != null && Objects.equals(before.settings().reset(), dagger.settings().reset());
    }

    boolean reads(String schema) {
      return dagger.sources().stream().anyMatch(s -> s.schema().value().equals(schema));
    }

    boolean writes(String schema) {
      return dagger.sink() instanceof KafkaSink sink && sink.schema().value().equals(schema);
    }

    /** Whether it takes a topic that is there without asking for it by name. */
    boolean wouldLose(Topic topic, String schema) {
      return dagger.sources().stream()
          .filter(source -> source.schema().value().equals(schema))
          .anyMatch(source -> source.topics().isEmpty() && includes(source, topic.cluster()));
    }

    private static boolean includes(Source source, String cluster) {
      return source.clusters().isEmpty()
          || source.clusters().stream().anyMatch(one -> one.value().equals(cluster));
    }
  }

  StreamEvolution(World before, World after, List<Use> uses, Findings findings) {
    this.before = before;
    this.after = after;
    this.uses = List.copyOf(uses);
    this.findings = findings;
  }

  void compare() {
    for (Stream old : before.allStreams()) {
      Optional<Stream> now = after.stream(old.schemaName());
      if (now.isEmpty()) {
        removed(old);
      } else {
        eventTime(old, now.get());
        topics(old, now.get());
      }
    }
    for (Stream now : after.allStreams()) {
      now.allTopics().forEach(topic -> reused(topic, now));
    }
  }

  private void removed(Stream old) {
    String users = users(use -> use.reads(old.schemaName()) || use.writes(old.schemaName()));
    if (!users.isEmpty()) {
      findings.add(
          Diagnostic.error(
              Code.DG0720,
              Location.startOf(StreamsReader.FILE),
              "the stream of %s was removed, and daggers use it".formatted(old.schemaName()),
              "put it back, or remove these first: " + users));
    }
  }

  private void eventTime(Stream old, Stream now) {
    EventTime from = old.eventTime().value();
    EventTime to = now.eventTime().value();
    String losers =
        users(use -> use.mustKeepState() && use.keepsCounts() && use.reads(old.schemaName()));
    if (!from.equals(to) && !losers.isEmpty()) {
      findings.add(
          Diagnostic.error(
              Code.DG0722,
              now.eventTime().location(),
              "the event time of %s was %s and is now %s, so that what its daggers have counted"
                      .formatted(old.schemaName(), from, to)
                  + " means something else",
              "put it back, or let them begin anew: in the same change, change the text of `reset:`"
                  + " of "
                  + losers));
    }
  }

  private void topics(Stream old, Stream now) {
    for (Topic topic : old.allTopics()) {
      String losers = users(use -> use.mustKeepState() && use.wouldLose(topic, old.schemaName()));
      if (!now.allTopics().contains(topic) && !losers.isEmpty()) {
        findings.add(
            Diagnostic.error(
                Code.DG0721,
                now.location(),
                "the topic %s of %s was removed, and daggers read it"
                    .formatted(topic, old.schemaName()),
                "put it back, or let them begin anew: in the same change, change the text of"
                    + " `reset:` of "
                    + losers));
      }
    }
  }

  private void reused(Topic topic, Stream now) {
    boolean isKnown = before.stream(now.schemaName()).filter(s -> has(s, topic)).isPresent();
    Optional<Stream> other =
        before.allStreams().stream()
            .filter(stream -> has(stream, topic))
            .filter(stream -> !stream.schemaName().equals(now.schemaName()))
            .findFirst();
    if (!isKnown && other.isPresent()) {
      findings.add(
          Diagnostic.error(
              Code.DG0723,
              now.location(),
              "the topic %s carries %s, and is now declared to carry %s"
                  .formatted(topic, other.get().schemaName(), now.schemaName()),
              "what is in it would be read as something else; use a new topic for a new schema"));
    }
  }

  private static boolean has(Stream stream, Topic topic) {
    return stream.allTopics().contains(topic);
  }

  private String users(Predicate<Use> matching) {
    return uses.stream()
        .filter(matching)
        .map(use -> use.dagger().name().toString())
        .collect(Collectors.joining(", "));
  }
}

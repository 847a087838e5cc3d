package io.daggers.topology;

import static io.daggers.definition.YamlType.DURATION;
import static io.daggers.definition.YamlType.TEXT;
import static io.daggers.definition.YamlType.listOf;
import static io.daggers.definition.YamlType.mapOf;

import io.daggers.definition.Located;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.Spelling;
import io.daggers.definition.YamlNode;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlReader;
import io.daggers.definition.YamlShape;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code schemas/streams.yaml}. */
public final class StreamsReader {

  public static final String FILE = "schemas/streams.yaml";

  private static final Duration DEFAULT_WATERMARK = Duration.ofSeconds(10);
  private static final Duration DEFAULT_IDLE = Duration.ofSeconds(30);

  private static final YamlShape STREAM =
      YamlShape.of("a stream")
          .required("schema", TEXT, "The message's full name; declared once.")
          .required(
              "event_time",
              TEXT,
              "The field that says when it happened: a google.protobuf.Timestamp, or an integer with"
                  + " its unit, such as event_ms(ms); units are s, ms, us, ns.")
          .optional(
              "key",
              TEXT,
              "The field whose text is the record key, for produced and simulated events.")
          .required("topics", mapOf(listOf(TEXT)), "Topics by Kafka cluster.")
          .optional("watermark", DURATION, "How far out of order events may come. Default: 10s.")
          .optional(
              "idle",
              DURATION,
              "After so much silence a partition no longer holds back time. Default: 30s.")
          .optional(
              "max_future",
              DURATION,
              "Events further ahead of the clock are counted and skipped. Default: no limit.")
          .optional("readers", listOf(TEXT), "Teams that may read it. Default: every team.")
          .optional("writers", listOf(TEXT), "Teams that may write it. Default: no team.");

  /** The whole file. */
  public static final YamlShape SHAPE =
      YamlShape.of("streams.yaml")
          .required(
              "streams",
              listOf(STREAM.type()),
              "One entry per schema that is on a topic. Whoever owns the topic keeps it.");

  private final Findings findings;
  private final Teams teams;
  private final Map<Topic, String> carried = new HashMap<>();

  private StreamsReader(Teams teams, Findings findings) {
    this.teams = teams;
    this.findings = findings;
  }

  /**
   * The streams by schema name; what could not be read is left out, with findings.
   *
   * @param teams those that may be readers and writers
   */
  public static Map<String, Stream> read(RepositoryFiles files, Teams teams, Findings findings) {
    StreamsReader reader = new StreamsReader(teams, findings);
    Map<String, Stream> streams = new LinkedHashMap<>();
    YamlReader.read(files, FILE, findings)
        .flatMap(node -> YamlObject.of(node, SHAPE, findings))
        .ifPresent(object -> reader.streams(object, streams));
    return streams;
  }

  private void streams(YamlObject file, Map<String, Stream> streams) {
    for (YamlNode item : file.items("streams")) {
      YamlObject.of(item, STREAM, findings)
          .flatMap(this::stream)
          .ifPresent(stream -> add(stream, streams));
    }
  }

  private void add(Stream stream, Map<String, Stream> streams) {
    Stream first = streams.putIfAbsent(stream.schemaName(), stream);
    if (first != null) {
      findings.add(
          Diagnostic.error(
              Code.DG0208,
              stream.location(),
              "the stream of " + stream.schemaName() + " is declared twice",
              "it is already on line %d; put all its topics there"
                  .formatted(first.location().line())));
    }
  }

  private Optional<Stream> stream(YamlObject object) {
    Optional<Located<String>> schema = object.text("schema");
    Optional<Located<EventTime>> eventTime =
        object.parsed(
            "event_time",
            "a field, or an integer field with its unit: event_ms(ms)",
            EventTime::parse);
    Optional<Located<String>> key = object.text("key");
    Map<String, List<String>> topics = topics(object, schema.map(Located::value).orElse(""));
    Optional<Located<Duration>> watermark = object.duration("watermark");
    Optional<Located<Duration>> idle = object.duration("idle");
    Optional<Located<Duration>> maxFuture = object.duration("max_future");
    List<String> readers = teams(object.texts("readers"));
    List<String> writers = teams(object.texts("writers"));
    if (schema.isEmpty() || eventTime.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Stream(
            schema.get(),
            eventTime.get(),
            key.orElse(null),
            topics,
            watermark.map(Located::value).orElse(DEFAULT_WATERMARK),
            idle.map(Located::value).orElse(DEFAULT_IDLE),
            maxFuture.map(Located::value).orElse(null),
            readers,
            writers));
  }

  private Map<String, List<String>> topics(YamlObject stream, String schema) {
    Map<String, List<String>> topics = new LinkedHashMap<>();
    for (YamlNode.Entry entry : stream.entries("topics")) {
      List<String> names = new ArrayList<>();
      if (entry.value() instanceof YamlNode.Sequence sequence) {
        for (YamlNode item : sequence.items()) {
          if (item instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            names.add(scalar.text());
            carry(new Topic(entry.key().value(), scalar.text()), schema, scalar.location());
          }
        }
      }
      if (names.isEmpty()) {
        findings.add(
            Diagnostic.error(
                Code.DG0104,
                entry.value().location(),
                "the topics of a Kafka cluster must be a list of names: [booking-log]"));
      } else {
        topics.put(entry.key().value(), names);
      }
    }
    return topics;
  }

  private static Diagnostic misspelt(Located<String> name, String near) {
    return Diagnostic.warning(
        Code.DG0604,
        name.location(),
        "the team '%s' is not in %s".formatted(name.value(), TeamsReader.FILE),
        "did you mean '%s'?".formatted(near));
  }

  private void carry(Topic topic, String schema, Location where) {
    String first = carried.putIfAbsent(topic, schema);
    if (first != null && !first.equals(schema)) {
      findings.add(
          Diagnostic.error(
              Code.DG0210,
              where,
              "the topic %s carries %s already".formatted(topic, first),
              "a topic carries records of one schema: take it out of one of the two streams"));
    }
  }

  private List<String> teams(List<Located<String>> names) {
    for (Located<String> name : names) {
      if (teams.declared() && teams.team(name.value()).isEmpty()) {
        // One that is like no other may be a team that has no daggers yet.
        Spelling.nearest(name.value(), teams.byName().keySet())
            .ifPresent(near -> findings.add(misspelt(name, near)));
      }
    }
    return names.stream().map(Located::value).toList();
  }
}

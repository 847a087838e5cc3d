package io.daggers.cli.draft;

import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.KafkaSink;
import io.daggers.topology.Stream;
import io.daggers.validator.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What can be answered to the three questions, and the files that come of the answers. */
public final class Drafting {

  private static final String INFLUX = "influx";

  private final DaggerName name;
  private final World world;
  private final List<Dagger> others;

  /**
   * @param others the daggers that are there already
   */
  public Drafting(DaggerName name, World world, List<Dagger> others) {
    this.name = name;
    this.world = world;
    this.others = List.copyOf(others);
  }

  /** The streams that the team may read, by schema. */
  public List<Choice> sources() {
    return world.streams().values().stream()
        .filter(s -> s.readers().isEmpty() || s.readers().contains(name.team()))
        .map(s -> new Choice(s.schemaName(), String.join(", ", topicNames(s))))
        .toList();
  }

  /** What can be measured of a source. */
  public List<Choice> measures(String source) {
    return Arrays.stream(Measure.values())
        .filter(measure -> query(source, measure.toString()).isPossible())
        .map(Measure::choice)
        .toList();
  }

  /**
   * InfluxDB, and the topics that the team may write and whose schema has a place for the measure.
   */
  public List<Choice> sinks(String source, String measure) {
    List<Choice> sinks = new ArrayList<>();
    sinks.add(new Choice(INFLUX, "a measurement in InfluxDB"));
    for (Stream stream : world.streams().values()) {
      if (stream.writers().contains(name.team())
          && !stream.schemaName().equals(source)
          && !outputs(source, measure, stream).isEmpty()) {
        sinks.add(
            new Choice(
                stream.schemaName(),
                "Kafka, " + String.join(", ", topicNames(stream)) + writers(stream)));
      }
    }
    return sinks;
  }

  /** The texts of the dagger's files, by their paths in the repository. */
  public Map<String, String> files(String source, String measure, String sink) {
    FirstQuery query = query(source, measure);
    Stream read = world.streams().get(source);
    if (sink.equals(INFLUX)) {
      return new Draft(name, read, query, null, query.forInflux()).files();
    }
    Stream written = world.streams().get(sink);
    return new Draft(name, read, query, written, outputs(source, measure, written)).files();
  }

  private List<Output> outputs(String source, String measure, Stream target) {
    return query(source, measure)
        .forMessage(
            world.schemas().schema(target.schemaName()).orElseThrow().descriptor(),
            target.key() == null ? null : target.key().value());
  }

  private FirstQuery query(String source, String measure) {
    Stream stream = world.streams().get(source);
    Measure chosen =
        Arrays.stream(Measure.values())
            .filter(candidate -> candidate.toString().equals(measure))
            .findFirst()
            .orElseThrow();
    return new FirstQuery(
        new StreamFields(stream, world.schemas().schema(source).orElseThrow().descriptor()),
        chosen);
  }

  /** Who writes a stream already, to be said after its topics. */
  private String writers(Stream stream) {
    List<String> writers =
        others.stream()
            .filter(
                other ->
                    other.sink() instanceof KafkaSink sink
                        && sink.schema().value().equals(stream.schemaName()))
            .map(other -> other.name().toString())
            .toList();
    return writers.isEmpty()
        ? ""
        : ", which %s writes already".formatted(String.join(", ", writers));
  }

  private static List<String> topicNames(Stream stream) {
    return stream.allTopics().stream().map(Object::toString).toList();
  }
}

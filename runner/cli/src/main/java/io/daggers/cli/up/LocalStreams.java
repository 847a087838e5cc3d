package io.daggers.cli.up;

import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.local.event.EventShape;
import io.daggers.topology.Stream;
import io.daggers.validator.World;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The repository's streams, and which of them need simulated events.
 *
 * @param all every stream, by schema name
 * @param fed those that no dagger writes
 */
record LocalStreams(Collection<Stream> all, List<EventShape> fed) {

  LocalStreams {
    all = List.copyOf(all);
    fed = List.copyOf(fed);
  }

  /** Findings say what is wrong with streams and schemas; then there is nothing to start. */
  static LocalStreams read(RepositoryFiles files, Findings findings) {
    World world = World.read(files, findings);
    Set<String> written = new HashSet<>();
    Findings ofDaggers = new Findings();
    for (DaggerName name : DaggerReader.names(files, ofDaggers)) {
      DaggerReader.read(files, name, ofDaggers)
          .ifPresent(
              dagger -> {
                if (dagger.sink() instanceof KafkaSink kafka) {
                  written.add(kafka.schema().value());
                }
              });
    }
    List<EventShape> fed =
        world.streams().values().stream()
            .filter(stream -> !written.contains(stream.schemaName()))
            .map(
                stream ->
                    EventShape.of(
                        stream,
                        world.schemas().schema(stream.schemaName()).orElseThrow().descriptor()))
            .toList();
    return new LocalStreams(world.streams().values(), fed);
  }

  /** The Kafka clusters that any stream is on. */
  SortedSet<String> clusters() {
    SortedSet<String> clusters = new TreeSet<>();
    all.forEach(stream -> clusters.addAll(stream.topics().keySet()));
    return clusters;
  }
}

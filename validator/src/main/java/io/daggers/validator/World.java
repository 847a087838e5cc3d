package io.daggers.validator;

import io.daggers.check.StreamFitsSchema;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Stream;
import io.daggers.topology.StreamsReader;
import io.daggers.topology.Teams;
import io.daggers.topology.TeamsReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What daggers can refer to.
 *
 * @param streams those that fit their schema, by schema name
 * @param brokenStreams those that do not, by schema name; nothing may be built on them
 * @param teams who owns daggers, and what they may do
 */
public record World(
    SchemaCatalog schemas,
    Map<String, Stream> streams,
    Map<String, Stream> brokenStreams,
    Teams teams) {

  public World {
    streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
    brokenStreams = Collections.unmodifiableMap(new LinkedHashMap<>(brokenStreams));
  }

  /** The stream of a schema, whether it fits it or not. */
  Optional<Stream> stream(String schema) {
    Stream stream = streams.get(schema);
    return Optional.ofNullable(stream == null ? brokenStreams.get(schema) : stream);
  }

  /** All streams that are declared, whether they fit their schemas or not. */
  List<Stream> allStreams() {
    return java.util.stream.Stream.concat(
            streams.values().stream(), brokenStreams.values().stream())
        .toList();
  }

  /** Reads schemas, streams and teams; what does not fit together is a finding. */
  public static World read(RepositoryFiles files, Findings findings) {
    return read(SchemaCatalog.compile(files, findings), files, findings);
  }

  /** The same, where the schemas are compiled already. */
  public static World read(SchemaCatalog schemas, RepositoryFiles files, Findings findings) {
    Map<String, Stream> streams = new LinkedHashMap<>();
    Map<String, Stream> broken = new LinkedHashMap<>();
    Teams teams = TeamsReader.read(files, findings);
    StreamsReader.read(files, teams, findings)
        .forEach(
            (name, stream) -> {
              Findings ofStream = new Findings();
              if (!schemas.isBroken()) {
                StreamFitsSchema.check(stream, schemas, ofStream);
              }
              boolean fits = !schemas.isBroken() && !ofStream.hasErrors();
              (fits ? streams : broken).put(name, stream);
              findings.addAll(ofStream.list());
            });
    return new World(schemas, streams, broken, teams);
  }
}

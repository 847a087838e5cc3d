package io.daggers.validator;

import io.daggers.check.StreamFitsSchema;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Stream;
import io.daggers.topology.StreamsReader;
import java.util.Map;

/**
 * What daggers can refer to.
 *
 * @param streams by schema name
 */
record World(SchemaCatalog schemas, Map<String, Stream> streams) {

  /** Reads schemas and streams; what does not fit together is a finding. */
  static World read(RepositoryFiles files, Findings findings) {
    SchemaCatalog schemas = SchemaCatalog.compile(files, findings);
    Map<String, Stream> streams = StreamsReader.read(files, findings);
    if (!findings.hasErrors()) {
      streams.values().forEach(stream -> StreamFitsSchema.check(stream, schemas, findings));
    }
    return new World(schemas, streams);
  }
}

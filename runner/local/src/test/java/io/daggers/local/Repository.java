package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.local.event.EventShape;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Stream;
import io.daggers.topology.StreamsReader;
import io.daggers.topology.Teams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The streams of the checkout that is being tested. */
public final class Repository {

  public static final Path ROOT = Path.of(System.getProperty("daggers.root"));

  private static final Map<String, Stream> STREAMS;
  private static final SchemaCatalog SCHEMAS;

  static {
    try {
      Findings findings = new Findings();
      RepositoryFiles files = RepositoryFiles.read(ROOT);
      STREAMS = StreamsReader.read(files, Teams.UNLIMITED, findings);
      SCHEMAS = SchemaCatalog.compile(files, findings);
      assertThat(findings.list()).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Repository() {}

  public static EventShape shape(String schema) {
    return EventShape.of(STREAMS.get(schema), SCHEMAS.schema(schema).orElseThrow().descriptor());
  }

  public static List<Stream> streams() {
    return List.copyOf(STREAMS.values());
  }

  /** The streams that no dagger writes. */
  public static List<EventShape> fedShapes() {
    return streams().stream()
        .filter(stream -> stream.writers().isEmpty())
        .map(stream -> shape(stream.schemaName()))
        .toList();
  }
}

package io.daggers.cli.catalog;

import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.Source;
import io.daggers.diagnostic.Findings;
import java.util.ArrayList;
import java.util.List;

/**
 * Which daggers use which schemas, as written: whether they are right is not asked.
 *
 * @param daggers those whose files can be read, by name
 */
public record StreamUse(List<Dagger> daggers) {

  public StreamUse {
    daggers = List.copyOf(daggers);
  }

  public static StreamUse of(RepositoryFiles files) {
    Findings ignored = new Findings();
    List<Dagger> daggers = new ArrayList<>();
    for (DaggerName name : DaggerReader.names(files, ignored)) {
      DaggerReader.read(files, name, ignored).ifPresent(daggers::add);
    }
    return new StreamUse(daggers);
  }

  /** The names of the daggers that read a schema. */
  List<String> readers(String schema) {
    return daggers.stream()
        .filter(dagger -> dagger.sources().stream().anyMatch(source -> reads(source, schema)))
        .map(dagger -> dagger.name().toString())
        .toList();
  }

  /** The names of the daggers that write a schema. */
  List<String> writers(String schema) {
    return daggers.stream()
        .filter(dagger -> dagger.sink() instanceof KafkaSink sink && writes(sink, schema))
        .map(dagger -> dagger.name().toString())
        .toList();
  }

  private static boolean reads(Source source, String schema) {
    return source.schema().value().equals(schema);
  }

  private static boolean writes(KafkaSink sink, String schema) {
    return sink.schema().value().equals(schema);
  }
}

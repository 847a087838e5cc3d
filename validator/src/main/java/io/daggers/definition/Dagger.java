package io.daggers.definition;

import io.daggers.diagnostic.Location;
import java.util.List;

/**
 * One analyst's query with its sources and its sink, as written.
 *
 * @param query the text of query.sql
 */
public record Dagger(
    DaggerName name,
    String description,
    List<Source> sources,
    String query,
    Sink sink,
    Settings settings) {

  public Dagger {
    sources = List.copyOf(sources);
  }

  public String yamlFile() {
    return name.folder() + "/dagger.yaml";
  }

  public String queryFile() {
    return name.folder() + "/query.sql";
  }

  public Location yamlStart() {
    return Location.startOf(yamlFile());
  }
}

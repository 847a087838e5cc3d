package io.daggers.definition;

import java.util.List;

/**
 * What can be judged of a query whose dagger.yaml has mistakes.
 *
 * @param sources those that can be read
 * @param complete whether these are all
 * @param query the text of query.sql
 */
public record QueryDraft(DaggerName name, List<Source> sources, boolean complete, String query) {

  public QueryDraft {
    sources = List.copyOf(sources);
  }

  public String queryFile() {
    return name.folder() + "/query.sql";
  }
}

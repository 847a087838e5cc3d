package io.daggers.check;

import io.daggers.definition.Dagger;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dagger whose query is understood.
 *
 * @param sink null where the sink could not be resolved
 */
public record CheckedQuery(
    Dagger dagger,
    List<StreamTable> sources,
    SchemaCatalog schemas,
    AnalysedQuery query,
    @Nullable SinkTable sink) {

  public CheckedQuery {
    sources = List.copyOf(sources);
  }
}

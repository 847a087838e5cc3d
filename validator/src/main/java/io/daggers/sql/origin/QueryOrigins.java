package io.daggers.sql.origin;

import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.table.StreamTable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlNode;

/**
 * A query's SELECTs and what the names in them mean.
 *
 * @param blocks every SELECT, inner ones first
 * @param windows every window function
 * @param queries the columns of every query inside, by identity of its node
 * @param output the columns that reach the sink
 */
public record QueryOrigins(
    List<Block> blocks,
    List<Window> windows,
    IdentityHashMap<SqlNode, Relation> queries,
    Relation output) {

  public QueryOrigins {
    blocks = List.copyOf(blocks);
    windows = List.copyOf(windows);
  }

  /** Reads a query that is valid. */
  public static QueryOrigins of(
      AnalysedQuery query, List<StreamTable> sources, SchemaCatalog schemas) {
    return new BlockReader(sources, schemas).read(query.validated());
  }

  /** Everything that is computed anywhere in the query. */
  public Stream<Expression> expressions() {
    return blocks.stream().flatMap(block -> block.expressions().stream());
  }
}

package io.daggers.check;

import io.daggers.definition.Dagger;
import io.daggers.diagnostic.Location;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.lineage.QueryLineage;
import io.daggers.sql.origin.QueryOrigins;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * A dagger whose query is understood.
 *
 * @param sink null where the sink could not be resolved
 * @param origins where the names in the query come from; read once for all rules
 * @param lineage where the output's values come from; read once for all rules
 */
public record CheckedQuery(
    Dagger dagger,
    List<StreamTable> sources,
    SchemaCatalog schemas,
    AnalysedQuery query,
    @Nullable SinkTable sink,
    QueryOrigins origins,
    QueryLineage lineage) {

  public CheckedQuery {
    sources = List.copyOf(sources);
  }

  /**
   * @param sink null where the sink could not be resolved
   */
  public static CheckedQuery of(
      Dagger dagger,
      List<StreamTable> sources,
      SchemaCatalog schemas,
      AnalysedQuery query,
      @Nullable SinkTable sink) {
    QueryOrigins origins = QueryOrigins.of(query, sources, schemas);
    return new CheckedQuery(dagger, sources, schemas, query, sink, origins, query.lineage());
  }

  /** Every call anywhere in the query. */
  void forEachCall(Consumer<SqlCall> action) {
    origins().expressions().forEach(expression -> expression.forEachCall(action));
  }

  Location at(SqlNode node) {
    return at(node.getParserPosition());
  }

  Location at(SqlParserPos position) {
    return query.text().at(position);
  }

  /** What the analyst wrote there, on one line. */
  String written(SqlNode node) {
    return query.text().written(node.getParserPosition());
  }

  /** The type of a node of the validated query, where it is known. */
  Optional<RelDataType> type(SqlNode node) {
    try {
      return Optional.ofNullable(query.validator().getValidatedNodeTypeIfKnown(node));
    } catch (CalciteContextException e) {
      return Optional.empty(); // the name of an output column in ORDER BY has no type of its own
    }
  }
}

package io.daggers.sql;

import io.daggers.sql.lineage.CountedWindows;
import io.daggers.sql.lineage.QueryLineage;
import io.daggers.sql.lineage.WindowBegins;
import io.daggers.sql.table.ResultRows;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.types.logical.RowType;

/**
 * A query that parses and whose names and types are right.
 *
 * @param tree as written, with the place of every node
 * @param validated the same after validation, which rewrites it and resolves its names
 * @param validator knows the type and the scope of the nodes of {@code validated}
 * @param relation what the query computes, before it is optimised
 * @param columns the output columns, all nullable
 */
public record AnalysedQuery(
    QueryText text,
    SqlNode tree,
    SqlNode validated,
    SqlValidator validator,
    RelNode relation,
    QueryOperation operation,
    RowType columns) {

  /** Where the output's values come from, what tells its rows apart, and what is kept for it. */
  public QueryLineage lineage() {
    return QueryLineage.of(relation, validated, validator);
  }

  /** The rows it gives, and when their windows began. */
  public ResultRows result() {
    QueryLineage lineage = lineage();
    return new ResultRows(
        columns,
        WindowBegins.find(lineage).orElse(null),
        CountedWindows.find(lineage, relation.getRowType()).orElse(null));
  }
}

package io.daggers.validator;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.sql.QueryPlan;
import io.daggers.sql.table.SinkTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a planner says about one dagger. It crosses from process to process as JSON, so it is made
 * of plain values: no type of Flink's.
 *
 * @param planned null where the query cannot be planned; what is wrong with it otherwise may be
 *     allowed
 */
public record PlanAnswer(List<Diagnostic> diagnostics, @Nullable Planned planned) {

  public PlanAnswer {
    diagnostics = List.copyOf(diagnostics);
  }

  /** What planning adds to a dagger as written. */
  public record Planned(SinkTable sink, QueryPlan plan) {}
}

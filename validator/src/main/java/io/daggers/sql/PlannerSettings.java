package io.daggers.sql;

import java.time.Duration;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.config.AggregatePhaseStrategy;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.jspecify.annotations.Nullable;

/** How Flink's planner is set up, for whoever plans. */
final class PlannerSettings {

  private PlannerSettings() {}

  /**
   * @param stateTtl how long unbounded state is kept; null means for ever
   * @param isRun whether what is planned is going to run
   */
  static void apply(TableConfig config, @Nullable Duration stateTtl, boolean isRun) {
    // Merging scans of different columns loses the event time of both: FlinkRelUtil.merge refuses a
    // self-join with a condition on one side. Scans of the same columns are one all the same.
    config.set(OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SOURCE_ENABLED, false);
    // Sums of sums cost more than they spare where a dagger is one task, and hide late rows.
    config.set(
        OptimizerConfigOptions.TABLE_OPTIMIZER_AGG_PHASE_STRATEGY,
        AggregatePhaseStrategy.ONE_PHASE);
    config.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    config.set(TableConfigOptions.TABLE_DYNAMIC_TABLE_OPTIONS_ENABLED, false);
    config.set(
        TableConfigOptions.PLAN_COMPILE_CATALOG_OBJECTS,
        TableConfigOptions.CatalogPlanCompilation.IDENTIFIER);

    if (stateTtl != null) {
      config.setIdleStateRetention(stateTtl);
    }
    if (!isRun) {
      // Cutting generated code into methods takes half of the time, and says nothing of the query.
      config.set(TableConfigOptions.MAX_LENGTH_GENERATED_CODE, Integer.MAX_VALUE);
    }
  }
}

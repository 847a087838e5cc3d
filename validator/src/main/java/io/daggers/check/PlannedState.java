package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.PlanningSession.Planned;
import io.daggers.sql.QueryPlan.Operator;
import java.util.Map;

/**
 * The planner keeps nothing for ever that {@link BoundedState} did not see coming. It should find
 * nothing; it is there because state that never ends is worse than a finding without a clause.
 */
final class PlannedState implements PlanCheck {

  private static final Map<String, String> FOR_EVER =
      Map.of(
          "deduplicate", "the first or last row of every key",
          "global-group-aggregate", "aggregates of every group",
          "group-aggregate", "aggregates of every group",
          "join", "every row of both sides of a join",
          "rank", "the best rows of every key",
          "temporal-join", "the last row of every key");

  @Override
  public void check(CheckedQuery checked, Planned planned, Findings findings) {
    if (checked.dagger().settings().stateTtl() != null || findings.hasErrors()) {
      return;
    }
    if (!checked.lineage().kept().isEmpty()) {
      return;
    }
    for (Operator operator : planned.summary().operators()) {
      String kept = FOR_EVER.get(operator.role());
      if (kept != null) {
        findings.add(
            Diagnostic.error(
                Code.DG0301,
                checked.query().text().start(),
                "this query keeps %s, for ever".formatted(kept),
                "group by window_start and window_end, join with a bound in time, or say after"
                    + " how long without use it may be forgotten: state: {ttl: 6h} in"
                    + " dagger.yaml"));
      }
    }
  }
}

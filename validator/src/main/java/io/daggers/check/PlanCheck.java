package io.daggers.check;

import io.daggers.diagnostic.Findings;
import io.daggers.sql.PlanningSession.Planned;

/** A rule about what the planner made of a query. */
interface PlanCheck {

  void check(CheckedQuery query, Planned planned, Findings findings);
}

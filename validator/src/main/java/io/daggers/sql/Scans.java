package io.daggers.sql;

import io.daggers.sql.table.StreamTableSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.flink.table.delegation.InternalPlan;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.flink.table.planner.plan.ExecNodeGraphInternalPlan;
import org.apache.flink.table.planner.plan.nodes.exec.ExecEdge;
import org.apache.flink.table.planner.plan.nodes.exec.ExecNode;
import org.apache.flink.table.planner.plan.nodes.exec.common.CommonExecTableSourceScan;

/** Tells every source of a compiled plan what the plan takes from it. */
final class Scans {

  private final PlannerBase planner;
  private final StateMeaning plan;
  private final Set<ExecNode<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Scans(PlannerBase planner, StateMeaning plan) {
    this.planner = planner;
    this.plan = plan;
  }

  /** To be called before the plan is translated: that is when sources are made. */
  static void tell(InternalPlan compiled, StateMeaning plan, PlannerBase planner) {
    Scans scans = new Scans(planner, plan);
    ((ExecNodeGraphInternalPlan) compiled).getExecNodeGraph().getRootNodes().forEach(scans::visit);
  }

  private void visit(ExecNode<?> node) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof CommonExecTableSourceScan scan) {
      tell(scan);
    }
    for (ExecEdge edge : node.getInputEdges()) {
      visit(edge.getSource());
    }
  }

  private void tell(CommonExecTableSourceScan scan) {
    StreamTableSource source =
        (StreamTableSource)
            scan.getTableSourceSpec()
                .getScanTableSource(planner.getFlinkContext(), planner.getTypeFactory());
    source.demand(StreamDemands.of(source.columns(), plan.takers(scan.getId())));
  }
}

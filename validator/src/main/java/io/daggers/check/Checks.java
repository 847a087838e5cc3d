package io.daggers.check;

import io.daggers.diagnostic.Findings;
import io.daggers.sql.PlanningSession.Planned;
import java.util.List;

/** Every rule about queries, in the order in which they run. */
public final class Checks {

  private static final List<QueryCheck> OF_QUERIES =
      List.of(
          new EnumValues(),
          new EnumOutputs(),
          new ConstantConditions(),
          new NeverNull(),
          new NullComparisons(),
          new ConstantCasts(),
          new TextCasts(),
          new TimeFormats(),
          new EpochUnits(),
          new ZeroDivision(),
          new ZeroDivisors(),
          new WholeNumberDivision(),
          new SumOverflow(),
          new CountArguments(),
          new FunctionArguments(),
          new TextPositions(),
          new FloatEquality(),
          new GroupItems(),
          new CrossJoins(),
          new RowOrder(),
          new LegacyWindows(),
          new WindowBounds(),
          new WindowJoins(),
          new WindowLengths(),
          new SessionKeys(),
          new ClockAndChance(),
          new SelectStar(),
          new MissingCommas(),
          new UnusedNames(),
          new BoundedState(),
          new PointIdentity(),
          new TagCardinality(),
          new PointNames());

  private static final List<PlanCheck> OF_PLANS = List.of(new UpdatedPoints(), new PlannedState());

  private Checks() {}

  /** Runs all of them; each adds what it finds. */
  public static void run(CheckedQuery query, Findings findings) {
    OF_QUERIES.forEach(check -> check.check(query, findings));
  }

  /** Runs those about what the planner made of a query. */
  public static void run(CheckedQuery query, Planned planned, Findings findings) {
    OF_PLANS.forEach(check -> check.check(query, planned, findings));
  }
}

package io.daggers.check;

import io.daggers.diagnostic.Findings;
import java.util.List;

/** Every rule about queries, in the order in which they run. */
public final class Checks {

  private static final List<QueryCheck> OF_QUERIES =
      List.of(
          new EnumValues(),
          new EnumOutputs(),
          new ConstantConditions(),
          new NullComparisons(),
          new ConstantCasts(),
          new ZeroDivision(),
          new WholeNumberDivision(),
          new CountArguments(),
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
          new UnusedNames());

  private Checks() {}

  /** Runs all of them; each adds what it finds. */
  public static void run(CheckedQuery query, Findings findings) {
    OF_QUERIES.forEach(check -> check.check(query, findings));
  }
}
